package dev.weir.cli.produce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `produce` at the end of a pipe: signals, readers that go away, input without end, a Kafka that
/// stops.
@Timeout(180)
final class ProducePipeTest {
  /// The common pool has a single thread on a machine of two cores.
  private static final Executor THREADS = Thread.ofPlatform().daemon()::start;

  @TempDir private static Path data;
  private static Kafka kafka;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kafka = Kafka.start(data);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void after_a_signal_all_that_was_read_is_there_once() throws Exception {
    kafka.create("signalled", 1, Map.of());
    var process = started("-Xmx256m", "signalled");
    var numbers = pouredInto(process);
    awaitSome("signalled");

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    numbers.get(60, TimeUnit.SECONDS);
    var values = kafka.values("signalled");
    assertThat(values)
        .isEqualTo(LongStream.rangeClosed(1, values.size()).mapToObj(Long::toString).toList());
    var count = "%,d".formatted(values.size());
    assertThat(Files.readString(folder.resolve("err.txt")))
        .contains("sent " + count + ", acknowledged " + count + " (acks=all), failed 0");
  }

  @Test
  void much_input_needs_little_memory() throws Exception {
    kafka.create("much", 4, Map.of());
    var small = "0123456\n".repeat(1000).getBytes(US_ASCII);
    var large = ("x".repeat(100_000) + "\n").getBytes(US_ASCII);
    var process = started("-Xmx70m", "much");

    try (var in = process.getOutputStream()) {
      for (var i = 0; i < 200; i++) in.write(small);
      for (var i = 0; i < 700; i++) in.write(large);
    }

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("err.txt")))
        .contains("sent 200,700, acknowledged 200,700 (acks=all), failed 0");
  }

  @Test
  void a_line_without_end_fails_alone() throws Exception {
    kafka.create("endless", 1, Map.of());
    var process = started("-Xmx160m", "endless");

    try (var in = process.getOutputStream()) {
      in.write("a\n".getBytes(US_ASCII));
      var piece = new byte[1 << 20];
      for (var i = 0; i < 100; i++) in.write(piece);
      in.write("\nb\n".getBytes(US_ASCII));
    }

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.PARTLY);
    assertThat(Files.readString(folder.resolve("err.txt")))
        .contains("acknowledged 2")
        .contains("line 2: it is longer than the 32 MiB");
    assertThat(kafka.values("endless")).containsExactly("a", "b");
  }

  @Test
  void a_reader_that_goes_away_ends_it_silently() throws Exception {
    kafka.create("read", 1, Map.of());
    var line = WeirProcess.line("produce", "read", "--tee", "-b", kafka.servers(), "--timeout=30s");
    var quoted = String.join(" ", line.stream().map("'%s'"::formatted).toList());
    var script =
        "seq 100000000 | " + quoted + " 2>err.txt | head -1; echo ${PIPESTATUS[1]}; cat err.txt";

    var shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();

    assertThat(shell.inputReader().readAllAsString()).isEqualTo("1\n141\n");
  }

  @Test
  void when_kafka_stops_it_ends_and_counts_what_is_missing() throws Exception {
    var input = new PipedOutputStream();
    var in = new PipedInputStream(input, 1 << 16);
    try (var other = Kafka.start(folder)) {
      other.create("stops", 1, Map.of());
      var around = new Ran.Around(in, Map.of(), folder, dev.weir.cli.terminal.Terminal.none());
      var ran =
          CompletableFuture.supplyAsync(
              () -> other.produce(around, "stops", "--delivery-timeout", "10s"), THREADS);
      input.write("a\nb\n".getBytes(UTF_8));
      input.flush();
      awaitValues(other, "stops", 2);

      other.broker().close();
      input.write("c\n".getBytes(UTF_8));
      input.flush();

      var ended = ran.get(120, TimeUnit.SECONDS);
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.PARTLY);
      assertThat(ended.err())
          .contains("sent 3, acknowledged 2 (acks=all), failed 1")
          .contains("1 of 3 messages were not acknowledged: line 3")
          .contains("The input was not read to its end");
    }
  }

  private Process started(String heap, String topic) throws IOException {
    var line =
        new ArrayList<>(WeirProcess.line("produce", topic, "-b", kafka.servers(), "--timeout=30s"));
    line.add(1, heap);
    var builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  /// Numbers from 1 on, until nobody takes them.
  private static CompletableFuture<Void> pouredInto(Process process) {
    return CompletableFuture.runAsync(
        () -> {
          try (var in = new BufferedOutputStream(process.getOutputStream())) {
            for (var i = 1L; ; i++) in.write((i + "\n").getBytes(US_ASCII));
          } catch (IOException nobodyReads) {
            // That is the end of it.
          }
        },
        THREADS);
  }

  private static void awaitSome(String topic) {
    while (kafka.values(topic).size() < 1000) LockSupport.parkNanos(1_000_000);
  }

  private static void awaitValues(Kafka of, String topic, int count) {
    while (of.values(topic).size() < count) LockSupport.parkNanos(1_000_000);
  }
}
