package dev.weir.cli.settings;

import dev.weir.auth.KeyHash;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir config key`: a new API key for a program, and its hash for the settings.
@Command(
    name = "key",
    description = {
      "Make an API key, and print it with the hash for auth.keys.NAME.key.",
      "",
      "The key is shown this once: the program gets it, the settings get the hash. With --name,"
          + " --role or --topics the hash comes in the lines to paste into weir.yaml."
    },
    footer = {"", "Example: weir config key --name shop --role produce --topics 'orders.*'"})
final class ConfigKeyCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Grant grant = new Grant();

  /// A key beside its hash.
  ///
  /// @param yaml the lines to paste; empty where nobody asked for them
  private record Made(String key, String hash, String yaml) implements View {
    @Override
    public void table(Io io) {
      io.out().line("key   " + key);
      if (yaml.isEmpty()) {
        io.out().line("hash  " + hash);
      } else {
        io.out().line("");
        yaml.lines().forEach(io.out()::line);
      }
    }

    @Override
    public Map<String, Object> tree() {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("key", key);
      tree.put("hash", hash);
      if (!yaml.isEmpty()) tree.put("yaml", yaml);
      return tree;
    }

    @Override
    public List<String> names() {
      return List.of(key);
    }

    @Override
    public String toString() {
      return "Made[****]";
    }
  }

  @Override
  public Integer call() {
    if (grant.isAsked()) grant.check();
    var key = KeyHash.newKey();
    var hash = KeyHash.of(key).text();
    output.print(io, new Made(key, hash, grant.isAsked() ? grant.yaml("keys", "key", hash) : ""));
    return ExitCode.OK;
  }
}
