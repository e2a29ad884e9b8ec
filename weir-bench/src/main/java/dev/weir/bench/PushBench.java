package dev.weir.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// What does `POST /push` cost? CPU-µs a message of the gateway, beside what it cannot cost less.
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.PushBench --rounds 3 --mode both
/// ```
///
/// **Subjects** (`--subjects`, comma separated). `netty-floor` and `vertx-floor` answer a constant
/// to the same requests: no gateway on that library can be cheaper. `raw-producer` is Kafka's
/// producer alone. `vertx-producer` is the shortest path between both, and unsafe. `weir` is the
/// gateway, from `--weir-home` or by `--weir-command`. `--subjects log` is the gateway without a
/// log, with one that it does not need, as it comes, and with all messages going through it.
///
/// **Reading the table.** The two ratio columns are the claim: a row's CPU over floor plus raw
/// producer at the rate of `weir` (of `vertx-producer`, where `weir` is left out). 1.0 would be a
/// gateway whose JSON, limits, receipts and metrics cost nothing; what `weir` has above
/// `vertx-producer` is the price of its promises. Rates and latencies depend on how many processes
/// share the machine, so they say little outside of it. A row with errors or missing messages is
/// not a result, and one with a JIT share above a few percent was not warm: give it a longer
/// `--warmup-max`.
///
/// The paced producer has the machine and the broker to itself, so its batches may be smaller, and
/// its messages dearer, than those of a gateway under load: the ratio is kind rather than strict.
/// The unpaced row is the other end: what sending costs with full batches.
///
/// **Profiling.** `--jfr DIR` records every subject's flight; its figures are then not to be used.
///
/// All the other options, with their defaults, are in [BenchOptions].
final class PushBench {
  private static final List<String> BROKER_JVM = List.of("-Xmx1g");

  private PushBench() {}

  public static void main(String[] line) throws IOException {
    try {
      measure(BenchOptions.parse(line));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void measure(BenchOptions options) throws IOException {
    var asked = options.directory();
    var directory =
        asked == null ? Files.createTempDirectory("weir-bench") : Files.createDirectories(asked);
    var recordings = options.recordings();
    if (recordings != null) {
      Files.createDirectories(recordings);
    }
    try (var children = new Children(directory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "end of the children"));
      var page = run(options, children, directory);
      new PrintStream(System.out, true, StandardCharsets.UTF_8).println(page);
    }
    if (asked == null) {
      Scratch.delete(directory);
    }
  }

  private static String run(BenchOptions options, Children children, Path directory) {
    var data = List.of("--directory", directory.resolve("broker").toString());
    var broker =
        children.start(new Children.Program("broker", BrokerProcess.class, BROKER_JVM, data));
    var bootstrap = broker.await("ready", Duration.ofSeconds(60));
    try (var topics = new Topics(bootstrap, options.partitions())) {
      var stage = new Stage(options, children, directory, bootstrap);
      var rounds = new Rounds(options, stage, topics, measured -> note(options, measured));
      return new Report(options, rounds.run()).markdown();
    }
  }

  private static void note(BenchOptions options, Measurement measured) {
    var file = options.rawLines();
    if (file == null) {
      System.err.println(measured.line());
      return;
    }
    try {
      Files.writeString(
          file, measured.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The measurements cannot be written to " + file, e);
    }
  }
}
