package dev.weir.cli.bench;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The benchmarks of Kafka, on a real broker.
@Timeout(180)
final class BenchCommandTest {
  private static final List<String> SHORT =
      List.of("--duration=2s", "--warm-up=100ms", "--timeout=30s");

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
  void a_rate_is_kept_and_the_topic_removed() throws Exception {
    var sent = weir("produce", "--rate=500/s", "--clients=2", "-o=json", "--assert=errors=0");

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    // Fewer only where the machine did something else at the end.
    assertThat(number(sent, "messagesPerSecond")).isBetween(100.0, 700.0);
    assertThat(number(sent, "p50")).isBetween(0.01, number(sent, "max"));
    assertThat(sent.out()).contains("\"check\":\"errors=0\",\"holds\":true");
    awaitTopics(topics -> topics.noneMatch(BenchCommandTest::isTemporary));
  }

  @Test
  void what_does_not_hold_ends_it_with_7() {
    var sent = weir("produce", "--rate=200/s", "--assert=max<1us", "--assert=rate>1/s");

    assertThat(sent.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(sent.err()).contains("max<1us does not hold: it is").doesNotContain("rate>1");
    assertThat(sent.out()).matches("MSG/S\tMB/S\tP50 MS\t.*\n[\\d.,]+\t[\\d.,]+\t.*\n");
  }

  @Test
  void messages_that_are_refused_end_it_with_the_reason() {
    var sent = weir("produce", "--message=2MiB");

    assertThat(sent.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(sent.err()).contains("max.request.size");
  }

  @Test
  void a_topic_with_a_name_stays_and_its_messages_are_the_lines_of_the_file() throws Exception {
    admin.createTopics(List.of(new NewTopic("mine", 2, (short) 1))).all().get(60, TimeUnit.SECONDS);
    awaitTopics(topics -> topics.anyMatch("mine"::equals));
    var lines = Files.writeString(folder.resolve("lines.txt"), "one\ntwo\nthree");

    var sent = weir("produce", "mine", "--rate=100/s", "--payload=" + lines, "--acks=1", "-z=lz4");
    var read = Ran.weir("consume", "mine", "-b", broker.bootstrapServers(), "--timeout=30s");

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(read.out().lines()).contains("one", "two", "three").doesNotContain("");
    assertThat(topics()).contains("mine");
  }

  @Test
  void a_topic_that_is_not_there_is_not_made() throws Exception {
    var sent = weir("produce", "nowhere");

    assertThat(sent.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(topics()).doesNotContain("nowhere");
  }

  @Test
  void all_partitions_are_read_again_and_again() {
    var read = weir("consume", "-p=2", "--clients=2", "--fill=1MiB", "-o=json");

    assertThat(read.exitCode()).as(read.err()).isZero();
    assertThat(number(read, "messages")).isGreaterThan(1_024);
    assertThat(read.out()).contains("\"timed\":\"poll\"");
  }

  @Test
  void a_client_without_a_partition_is_refused() {
    var read = weir("consume", "--clients=2");

    assertThat(read.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(read.err()).contains("2 clients for 1 partitions");
  }

  @Test
  void every_message_arrives_and_its_way_is_timed() {
    var sent = weir("end-to-end", "--rate=200/s", "--linger=0ms", "-o=json", "-p=3");

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(number(sent, "errors")).isZero();
    assertThat(number(sent, "p99")).isGreaterThan(0.1);
  }

  @Test
  void bench_alone_says_what_is_missing() {
    var alone = Ran.weir("bench");

    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("weir bench produce");
  }

  @Test
  void what_cannot_be_is_wrong_usage() {
    for (var option : List.of("--duration=0s", "--rate=0/s", "--assert=p95<1ms", "--acks=2")) {
      assertThat(weir("produce", option).exitCode()).as(option).isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void after_sigterm_the_topic_is_gone() throws Exception {
    var bootstrap = broker.bootstrapServers();

    try (var bench =
        WeirProcess.start(
            folder,
            "bench",
            "produce",
            "-b",
            bootstrap,
            "--rate=10/s",
            "--duration=30s",
            "--timeout=30s")) {
      awaitTopics(topics -> topics.anyMatch(BenchCommandTest::isTemporary));
      var exitCode = bench.signal("TERM").exitCode();

      assertThat(exitCode).as(bench.err()).isEqualTo(143);
    }
    awaitTopics(topics -> topics.noneMatch(BenchCommandTest::isTemporary));
  }

  private static boolean isTemporary(String topic) {
    return topic.startsWith("weir-bench-");
  }

  /// A broker hears of a topic, or that it is gone, a moment after Kafka has said so.
  private static void awaitTopics(Predicate<Stream<String>> wanted) throws Exception {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (var topics = topics(); !wanted.test(topics.stream()); topics = topics()) {
      assertThat(System.nanoTime() - deadline).as("%s", topics).isNegative();
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static double number(Ran ran, String field) {
    var found = Pattern.compile("\"%s\":([\\d.E-]+)".formatted(field)).matcher(ran.out());
    assertThat(found.find()).as(ran.out() + ran.err()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static Set<String> topics() throws Exception {
    return admin.listTopics().names().get(60, TimeUnit.SECONDS);
  }

  private static Ran weir(String... command) {
    var line = new ArrayList<>(List.of("bench"));
    line.addAll(List.of(command));
    line.addAll(1 + 1, SHORT);
    line.addAll(List.of("-b", broker.bootstrapServers()));
    return Ran.weir(line.toArray(String[]::new));
  }
}
