package dev.weir.cli.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir size --measure` on a real broker.
@Timeout(180)
final class MeasureTest {
  private static final List<String> SHORT =
      List.of(
          "size",
          "--target=50MB/s",
          "--measure",
          "--at-most=40MB",
          "--warm-up=100ms",
          "-Xbuffer.memory=1000000",
          "--timeout=30s");

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }

  @Test
  void p_and_c_are_measured_and_no_topic_is_left() throws Exception {
    var sized = weir("--duration=3s", "--repeats=2", "--acks");

    assertThat(sized.exitCode()).as(sized.err()).isZero();
    assertThat(sized.out())
        .containsPattern("producer p [\\d.]+ MB/s \\(±\\d+ %\\), consumer c [\\d.]+ MB/s \\(±")
        .containsPattern("\n0\t[\\d.]+ MB/s \\(±\\d+ %\\)\tnothing is answered")
        .containsPattern("\nall\t[\\d.]+ MB/s")
        .contains("at acks=1 p is");
    awaitTopics(Set::isEmpty);
  }

  @Test
  void work_of_5_ms_leaves_200_messages_a_second() throws Exception {
    var sized = weir("--duration=2s", "--repeats=1", "--work-time=5ms", "-o", "json");

    var perSecond = consumer(sized) / 1024;

    // Fewer where the machine does something else meanwhile; without the work it is tens of
    // thousands.
    assertThat(perSecond).isBetween(20.0, 205.0);
    awaitTopics(Set::isEmpty);
  }

  @Test
  void a_command_is_work_too() throws Exception {
    var read = folder.resolve("read.txt");
    var work = "--work=head -c 30 > " + read + "; cat > /dev/null";

    var sized = weir("--duration=3s", "--repeats=1", work, "-o", "json");

    assertThat(consumer(sized)).isPositive();
    assertThat(Files.readString(read)).hasSize(30).matches("[A-Za-z0-9+-]+");
  }

  @Test
  void a_command_that_fails_is_told_and_no_topic_is_left() throws Exception {
    var sized = weir("--duration=3s", "--repeats=1", "--work=cat > /dev/null; exit 3");

    assertThat(sized.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(sized.err()).contains("it ended with 3");
    awaitTopics(Set::isEmpty);
  }

  @Test
  void more_replicas_than_brokers_are_refused() {
    var sized = weir("-r", "2");

    assertThat(sized.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(sized.err()).contains("1 brokers cannot keep 2 replicas");
  }

  @Test
  void after_ctrl_c_no_topic_is_left() throws Exception {
    var line = new ArrayList<>(SHORT);
    line.addAll(List.of("--duration=30s", "-b", broker.bootstrapServers()));
    line.set(3, "--at-most=8GiB");

    try (var sizing = WeirProcess.start(folder, line.toArray(String[]::new))) {
      awaitTopics(topics -> topics.stream().anyMatch(name -> name.startsWith("weir-size-")));
      var exitCode = sizing.signal("INT").exitCode();

      assertThat(exitCode).as(sizing.err()).isEqualTo(130);
      assertThat(sizing.out()).isEmpty();
    }
    awaitTopics(Set::isEmpty);
  }

  /// A broker hears of a topic, or that it is gone, a moment after Kafka has said so.
  private static void awaitTopics(Predicate<Set<String>> wanted) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (var topics = topics(); !wanted.test(topics); topics = topics()) {
      assertThat(System.nanoTime() - deadline).as("%s", topics).isNegative();
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static double consumer(Ran sized) {
    assertThat(sized.exitCode()).as(sized.err()).isZero();
    var found =
        java.util.regex.Pattern.compile("\"consumer\":\\{\"bytesPerSecond\":([\\d.E]+)")
            .matcher(sized.out());
    assertThat(found.find()).as(sized.out()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static Set<String> topics() throws Exception {
    return admin.listTopics().names().get(60, TimeUnit.SECONDS);
  }

  private static Ran weir(String... more) {
    var line = new ArrayList<>(SHORT);
    line.addAll(List.of(more));
    line.addAll(List.of("-b", broker.bootstrapServers()));
    return Ran.weir(line.toArray(String[]::new));
  }
}
