package dev.weir.bench;

import dev.weir.metrics.Metrics;
import dev.weir.wal.Wal;
import dev.weir.wal.WalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Measures the disk, the log under load and the log with a backlog, once a round.
final class WalRounds {
  private static final int SEGMENT = 64 << 20;
  private static final long LIMIT = 8L << 30;
  private static final Duration FILLING = Duration.ofMinutes(2);

  private final Arguments arguments;
  private final Path directory;
  private final Children children;
  private final DiskFloor floor;

  WalRounds(Arguments arguments, Path directory, Children children) throws IOException {
    this.arguments = arguments;
    this.directory = directory;
    this.children = children;
    this.floor = DiskFloor.on(directory.resolve("floor"));
  }

  String method() {
    return "Floors by %s; values of %d bytes; %d s a load, %d rounds."
        .formatted(
            floor.name(),
            arguments.count("value-bytes"),
            arguments.count("seconds"),
            arguments.count("rounds"));
  }

  static Wal open(Path folder) {
    var options = new WalOptions("bench", folder, LIMIT, SEGMENT);
    return Wal.open(options, new Metrics(), System::nanoTime);
  }

  void warmUp(Duration length) throws IOException {
    load(256, true, length);
    load(1, true, length.dividedBy(3));
  }

  /// The figures by name.
  Map<String, Double> run() throws IOException {
    var figures = new TreeMap<String, Double>();
    var seconds = arguments.count("seconds");
    var small = floor.writesPerSecond(1 << 10, seconds);
    var large = floor.writesPerSecond(64 << 10, seconds) / 16; // MiB/s
    figures.put("floor-1k", small);
    figures.put("floor-64k", large);
    figures.put("floor-read", floor.readMibPerSecond(seconds));
    for (var callers : List.of(1, 16, 256)) {
      load(callers, true, Duration.ofSeconds(seconds)).into(figures, callers + "");
    }
    load(256, false, Duration.ofSeconds(seconds)).into(figures, "outage");
    backlog(figures);
    return figures;
  }

  private WalLoad.Result load(int callers, boolean acks, Duration length) throws IOException {
    var folder = directory.resolve("load");
    try (var wal = open(folder)) {
      return new WalLoad(wal, callers, arguments.count("value-bytes"), acks).run(length);
    } finally {
      Scratch.delete(folder);
    }
  }

  private void backlog(Map<String, Double> figures) throws IOException {
    var folder = directory.resolve("backlog");
    var line =
        List.of(
            "--folder", folder.toString(),
            "--mib", arguments.text("backlog-mib"),
            "--value-bytes", arguments.text("value-bytes"));
    var filler =
        children.start(
            new Children.Program("wal-filler", WalFiller.class, List.of("-Xmx512m"), line));
    filler.await("ready", FILLING);
    children.end(filler);
    new WalBacklog(folder).measure(figures);
    Scratch.delete(folder);
    Files.deleteIfExists(directory.resolve("wal-filler.log"));
  }
}
