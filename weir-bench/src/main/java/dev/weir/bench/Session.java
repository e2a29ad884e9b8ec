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
import java.util.function.Function;

/// One run of a benchmark: a broker in a process of its own, its topics, and a stage for subjects.
record Session(BenchOptions options, Stage stage, Topics topics) {
  private static final List<String> BROKER_JVM = List.of("-Xmx1g");

  /// Prints the page that the benchmark makes, and leaves no process and no file behind.
  static void run(BenchOptions options, Function<Session, String> benchmark) throws IOException {
    var asked = options.directory();
    var directory =
        asked == null ? Files.createTempDirectory("weir-bench") : Files.createDirectories(asked);
    var recordings = options.recordings();
    if (recordings != null) {
      Files.createDirectories(recordings);
    }
    try (var children = new Children(directory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "end of the children"));
      var page = run(options, children, directory, benchmark);
      new PrintStream(System.out, true, StandardCharsets.UTF_8).println(page);
    }
    if (asked == null) {
      Scratch.delete(directory);
    }
  }

  private static String run(
      BenchOptions options,
      Children children,
      Path directory,
      Function<Session, String> benchmark) {
    var data = List.of("--directory", directory.resolve("broker").toString());
    var broker =
        children.start(new Children.Program("broker", BrokerProcess.class, BROKER_JVM, data));
    var bootstrap = broker.await("ready", Duration.ofSeconds(60));
    try (var topics = new Topics(bootstrap, options.partitions())) {
      var stage = new Stage(options, children, directory, bootstrap);
      return benchmark.apply(new Session(options, stage, topics));
    }
  }

  /// Keeps a single measurement for whoever wants to see more than the page.
  void note(Measurement measured) {
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
