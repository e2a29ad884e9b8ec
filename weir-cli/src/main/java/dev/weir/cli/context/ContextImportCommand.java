package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.contexts.PrivateFile;
import dev.weir.cli.contexts.Section;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir context import`.
@Command(
    name = "import",
    description = {
      "Take clusters over from kcat.conf, rpk.yaml, kafkactl.yml or a client.properties.",
      "Passwords go to files of their own, readable by you alone. What was not taken over is told on"
          + " stderr."
    },
    footer = {"", "Example: weir context import ~/.config/kcat.conf --as prod"})
final class ContextImportCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "FILE", description = "Of another tool.")
  private Path file = Path.of("");

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "What to call it, where the file has one cluster (default: as the file does).")
  private @Nullable String as;

  @Option(names = "--replace", description = "Also contexts that are there already.")
  private boolean replace;

  @Option(names = "--dry-run", description = "Only show what would be taken over.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    var contexts = ContextsFile.of(io.world());
    var listing = Listing.of("name", "bootstrap", "result");
    for (var one : read()) {
      var kept = contexts.has(one.name()) && !replace;
      if (!kept) contexts.put(one.name(), one.tree());
      var result = kept ? "kept as it was" : dryRun ? "would be added" : "added";
      listing.row(one.name(), one.tree().get("bootstrap"), result);
      if (!kept) tell(one);
      if (!kept && !dryRun) write(contexts.neededPath(), one);
    }
    if (!dryRun) contexts.save();
    output.print(io, listing);
    return ExitCode.OK;
  }

  private void tell(Imported one) {
    for (var note : one.notes()) {
      io.say("%s: %s".formatted(one.name(), note));
    }
    for (var secret : one.secrets().keySet()) {
      io.say("%s: a password %s in %s".formatted(one.name(), dryRun ? "would be" : "is", secret));
    }
  }

  private static void write(Path contexts, Imported one) throws IOException {
    for (var secret : one.secrets().entrySet()) {
      PrivateFile.write(contexts.resolveSibling(secret.getKey()), secret.getValue() + "\n");
    }
  }

  private List<Imported> read() throws IOException {
    var path = io.world().folder().toAbsolutePath().resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "%s was not found".formatted(file),
          "there is no such file",
          "Usual places are ~/.config/kcat.conf, ~/.config/rpk/rpk.yaml and"
              + " ~/.config/kafkactl/config.yml.");
    }
    var all = parsed(path, text(path));
    if (all.isEmpty()) throw unknown("it has no clusters that are known here");
    if (as != null && all.size() > 1) {
      throw unknown("it has %d clusters, and --as names one".formatted(all.size()));
    }
    for (var one : all) {
      if (!one.tree().containsKey("bootstrap")) throw unknown("'%s' has no address".formatted(one));
    }
    return all;
  }

  private static String text(Path path) throws IOException {
    // Of any encoding: what is not UTF-8 is in comments, if anywhere.
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  private List<Imported> parsed(Path path, String text) {
    var called = String.valueOf(path.getFileName());
    var name = as != null ? as : called.replaceFirst("^\\.", "").replaceFirst("\\.[a-z]+$", "");
    if (!called.matches(".*\\.ya?ml")) return List.of(PropertiesFile.read(path, text, name));
    var root = Section.parse(path.toString(), text);
    if (root.keys().contains("contexts")) return KafkactlFile.read(path, root, as);
    return RpkFile.read(path, root, as);
  }

  private Failure unknown(String why) {
    return new Failure(
        ExitCode.USAGE,
        "%s cannot be imported".formatted(file),
        why,
        "Known are kcat.conf, rpk.yaml, kafkactl.yml and client.properties; or use 'weir context"
            + " add'.");
  }
}
