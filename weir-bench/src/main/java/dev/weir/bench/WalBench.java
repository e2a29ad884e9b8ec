package dev.weir.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What does the write-ahead log cost, and how near is it to what its disk can do?
///
/// ```
/// java -Xmx2g -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.WalBench --rounds 5
/// ```
///
/// **Floors.** In each round the disk itself is measured first, in the same directory: 1 KiB and 64
/// KiB written over blocks that exist and forced after each, and a direct read. By `fio` where that
/// is installed, else by a few lines of Java; the page says which. The ratios are taken within a
/// round, so that a disk that is slow for a while is slow for both.
///
/// **Producers** are callers that each have one record under way: appended by one thread, as by a
/// lane, committed when no more wait, answered from the log's own thread, sent again. What is
/// stored is acknowledged at once, as when everything goes through the log; in the row "outage"
/// nothing is. CPU is all that the process takes, callers and JIT compiler included.
///
/// **Backlog.** Another process fills the log and is killed, so that opening has to find the end by
/// itself. Before the replay the files are dropped from the page cache (by `dd`, where it can).
///
/// Use a directory on the disk in question: a temporary one may be in memory.
final class WalBench {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "rounds", "5",
          "seconds", "3",
          "value-bytes", "1024",
          "backlog-mib", "1024",
          "directory", "wal-bench");

  private WalBench() {}

  public static void main(String[] line) throws IOException {
    try {
      measure(Arguments.parse(line, DEFAULTS));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void measure(Arguments arguments) throws IOException {
    var directory = Files.createDirectories(Path.of(arguments.text("directory")));
    var page = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var report = new WalReport();
    try (var children = new Children(directory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "end of the children"));
      var rounds = new WalRounds(arguments, directory, children);
      rounds.warmUp(Duration.ofSeconds(10));
      for (var round = 1; round <= arguments.count("rounds"); round++) {
        var figures = rounds.run();
        System.err.println("round=" + round + " " + figures);
        report.add(figures);
      }
      page.println(report.markdown(rounds.method()));
    }
    Scratch.delete(directory);
  }
}
