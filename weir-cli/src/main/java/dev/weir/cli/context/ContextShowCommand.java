package dev.weir.cli.context;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.contexts.SecretNames;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir context show`: one of them, or what is in force here.
@Command(
    name = "show",
    description = {
      "Show a context; without a name, the cluster that a command would use here, and why that one.",
      "Secrets are not shown, only where they are."
    },
    footer = {"", "Example: weir context show prod -o yaml"})
final class ContextShowCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which.")
  private @Nullable String name;

  @Override
  public Integer call() {
    output.print(io, name == null ? inForce() : context(name));
    return ExitCode.OK;
  }

  private Written context(String name) {
    return new Written(name, ContextsFile.of(io.world()).context(name).shownTree());
  }

  private Written inForce() {
    var connection = cluster.connection();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("origin", connection.origin());
    tree.put("context", connection.name().isEmpty() ? null : connection.name());
    tree.put("bootstrap", connection.servers());
    var gateway = connection.gateway();
    tree.put("gateway", gateway == null ? null : SecretNames.masked(gateway));
    var registry = connection.registry();
    tree.put("registry", registry == null ? null : SecretNames.masked(registry.url()));
    tree.put("readOnly", connection.readOnly());
    return new Written(
        connection.name().isEmpty() ? connection.servers() : connection.name(), tree);
  }
}
