package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process with a worker: [WorkerMain], run by the JDK of this test. One test's thread uses it.
final class WorkerProcess implements AutoCloseable {
  private static final Duration END_AT_MOST = Duration.ofSeconds(45);

  private final Process process;
  private final BufferedWriter orders;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Thread reading;
  private int answers;

  private WorkerProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(UTF_8);
    this.reading = Thread.ofVirtual().start(() -> read(process.inputReader(UTF_8)));
  }

  /// Starts it and waits until it is a member of its group.
  ///
  /// @param heap as for `-Xmx`
  /// @param mode `blocked` until it is told to go, `told` of each record, or `free`
  static WorkerProcess start(
      BrokerExtension kafka, WorkerTopic topic, String heap, List<String> mode) throws IOException {
    var line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerMain.class.getName(),
            kafka.bootstrapServers(),
            topic.name());
    var command = Stream.concat(line.stream(), mode.stream()).toList();
    var started =
        new WorkerProcess(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    started.await("started");
    return started;
  }

  private void read(BufferedReader output) {
    output.lines().forEach(lines::add);
  }

  private String await(String beginning) {
    Await.until(
        "the line " + beginning,
        () -> lines.stream().anyMatch(line -> line.startsWith(beginning)) || !process.isAlive());
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("It ended, and said: " + lines));
  }

  void tell(String order) throws IOException {
    orders.write(order);
    orders.newLine();
    orders.flush();
  }

  /// Its figures, after a garbage collection.
  Map<String, Long> stats() throws IOException {
    tell("stats");
    answers++;
    Await.until("its figures", () -> told("stats ").size() == answers || !process.isAlive());
    assertThat(process.isAlive()).as("it lives").isTrue();
    var figures = new HashMap<String, Long>();
    for (var figure : told("stats ").getLast().split(" ", -1)) {
      var parts = figure.split("=", 2);
      figures.put(parts[0], Long.parseLong(parts[1]));
    }
    return figures;
  }

  long stat(String name) {
    try {
      return stats().getOrDefault(name, -1L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What stands behind that in the lines that it has written.
  List<String> told(String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .toList();
  }

  /// SIGTERM; answers how it said that its worker ended.
  String terminate() throws InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close what it reads as well
    assertThat(process.waitFor(END_AT_MOST.toSeconds(), TimeUnit.SECONDS)).as("its end").isTrue();
    assertThat(reading.join(END_AT_MOST)).as("the end of what it says").isTrue();
    return await("exit ");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(END_AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
  }
}
