package dev.weir.cli.settings;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir config diff`: the keys that two configurations have with different values.
@Command(
    name = "diff",
    description = {
      "Compare a file with the defaults, with another file, or with the running gateway.",
      "",
      "Of files it is what they say that counts; variables WEIR_* do not."
    },
    footer = {
      "",
      "Ends with 0, whether they differ or not; 2: a file has problems; 3: no such file; 5: no"
          + " gateway answers.",
      "",
      "Example: weir config diff weir.yaml --running"
    })
final class ConfigDiffCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..2",
      description = "The files (default: $WEIR_CONFIG, else weir.yaml where there is one).")
  private final List<Path> files = new ArrayList<>();

  @Option(names = "--running", description = "Compare with what is in force in the gateway.")
  private boolean running;

  @Override
  public Integer call() {
    if (running && files.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was compared",
          "there are two files and the running gateway",
          "Name one file with --running, or two without.");
    }
    var before = files.size() == 2 ? file(files.getFirst()) : other();
    var after = files.isEmpty() ? usual() : file(files.getLast());
    print(before, after);
    return ExitCode.OK;
  }

  private Side other() {
    if (!running) return Side.defaults();
    try (var port = gateway.port(cluster)) {
      return Side.of("running", port.get("/admin/config"));
    }
  }

  private Side usual() {
    var path = Configured.path(io.world(), null);
    return path == null ? Side.defaults() : Side.of(path, io.world());
  }

  private Side file(Path file) {
    var path = io.world().folder().resolve(file);
    if (Files.exists(path)) return Side.of(path, io.world());
    throw new Failure(
        ExitCode.NOT_FOUND, "Nothing was compared", "there is no file " + path, "Name another.");
  }

  private void print(Side before, Side after) {
    var keys = new TreeSet<>(before.values().keySet());
    keys.addAll(after.values().keySet());
    var listing = Listing.of("key", "before:" + before.name(), "after:" + after.name());
    var count = 0;
    for (var key : keys) {
      var old = before.values().get(key);
      var now = after.values().get(key);
      if (old != null && now != null && now.same(old)) continue;
      listing.row(key, old == null ? null : old.shown(), now == null ? null : now.shown());
      count++;
    }
    output.print(io, listing);
    io.say(count == 0 ? "No key differs." : "%d keys differ.".formatted(count));
  }
}
