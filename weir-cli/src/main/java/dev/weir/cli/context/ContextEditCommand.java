package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.contexts.PrivateFile;
import dev.weir.cli.contexts.SecretNames;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir context edit`: by hand in an editor, or key by key.
@Command(
    name = "edit",
    description = "Change contexts in $VISUAL or $EDITOR, or one of them key by key.",
    footer = {
      "",
      "Nothing takes effect that cannot be understood. Keys: bootstrap, gateway, color, read-only,"
          + " properties.NAME, username, password.file, password.env, password.prompt, tls.ca,"
          + " tls.certificate, tls.key, registry.url.",
      "",
      "Example: weir context edit prod --set read-only=true --unset gateway"
    })
final class ContextEditCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Which one --set and --unset change.")
  private @Nullable String name;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--unset", paramLabel = "KEY", description = "May be repeated.")
  private List<String> unset = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var before = ContextsFile.of(io.world());
    if (set.isEmpty() && unset.isEmpty()) inEditor(before);
    else byKeys(before);
    return ExitCode.OK;
  }

  private void byKeys(ContextsFile contexts) {
    if (name == null) throw unchanged("--set and --unset need a NAME", "Say which context.");
    for (var key : set.keySet()) {
      if (!key.startsWith("properties.") || !SecretNames.contain(key)) continue;
      throw unchanged(
          "'%s' is a secret, and 'ps' shows it".formatted(key),
          "Use username and password.file, or write it with 'weir context edit' alone.");
    }
    for (var key : unset) {
      if (!contexts.unset(name, key)) throw unchanged("%s has no '%s'".formatted(name, key), "");
    }
    set.forEach((key, value) -> contexts.set(name, key, value));
    contexts.save();
    io.say("Context %s was changed.".formatted(name));
  }

  private void inEditor(ContextsFile before) throws IOException, InterruptedException {
    if (name != null) before.context(name); // a mistyped one is told before the editor opens
    var path = before.neededPath();
    var copy =
        path.resolveSibling("contexts-edited-%d.yaml".formatted(ProcessHandle.current().pid()));
    PrivateFile.write(copy, Files.exists(path) ? Files.readString(path) : before.text());
    open(copy);
    var text = Files.readString(copy);
    try {
      before.with(text).save(before);
    } catch (Failure e) {
      io.tell("What was typed is kept in %s.".formatted(copy));
      throw e;
    }
    Files.delete(copy);
    io.say("%s was changed.".formatted(path));
  }

  private void open(Path copy) throws IOException, InterruptedException {
    var env = io.world().env();
    var editor = env.getOrDefault("VISUAL", env.getOrDefault("EDITOR", "vi"));
    // An editor may have arguments of its own: `code --wait`.
    var process =
        new ProcessBuilder("sh", "-c", editor + " \"$1\"", "weir", copy.toString())
            .directory(io.world().folder().toAbsolutePath().toFile())
            .inheritIO()
            .start();
    if (process.waitFor() == 0) return;
    Files.delete(copy);
    throw unchanged(
        "'%s' ended with %d".formatted(editor, process.exitValue()), "Set EDITOR to another one.");
  }

  private static Failure unchanged(String why, String remedy) {
    return new Failure(ExitCode.USAGE, "Nothing was changed", why, remedy);
  }
}
