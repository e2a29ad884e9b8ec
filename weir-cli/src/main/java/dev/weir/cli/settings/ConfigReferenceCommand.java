package dev.weir.cli.settings;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.config.Nearest;
import dev.weir.config.Reference;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir config reference`: every key that can be set.
@Command(
    name = "reference",
    description = {
      "Print every key with its default, its type and what it is for.",
      "",
      "With -o yaml it is a weir.yaml in which every key stands behind a #, to begin with."
    },
    footer = {"", "Example: weir config reference breaker"})
final class ConfigReferenceCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "KEY",
      arity = "0..1",
      description = "That key, or all beneath it (default: all there are).")
  private String key = "";

  @Override
  public Integer call() {
    var chosen = Reference.all().stream().filter(this::isChosen).toList();
    if (chosen.isEmpty()) throw unknown();
    if (output.kind() == Output.Kind.YAML) {
      ReferenceAsYaml.print(chosen, io.out());
    } else {
      var listing = Listing.of("key", "default", "type", "meaning");
      chosen.forEach(one -> listing.row(one.key(), one.byDefault(), one.type(), one.meaning()));
      output.print(io, listing);
    }
    return ExitCode.OK;
  }

  private boolean isChosen(Reference one) {
    return key.isEmpty() || one.key().equals(key) || one.key().startsWith(key + ".");
  }

  private Failure unknown() {
    List<String> keys = Reference.all().stream().map(Reference::key).toList();
    return new Failure(
        ExitCode.NOT_FOUND,
        "There is no key '%s'".formatted(key),
        "nothing of that name is read",
        Nearest.to(key, keys)
            .map("Did you mean '%s'?"::formatted)
            .orElse(
                "'weir config reference' lists them all; beneath kafka stands any property of"
                    + " Kafka's producer."));
  }
}
