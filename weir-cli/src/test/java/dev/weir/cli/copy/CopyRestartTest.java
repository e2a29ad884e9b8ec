package dev.weir.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies that are killed, stopped, or run again.
@Timeout(300)
final class CopyRestartTest {
  private static final List<String> VALUES =
      IntStream.range(0, 6_000).mapToObj("value %d"::formatted).toList();

  @TempDir private static Path brokers;
  private static Kafka kafka;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    kafka = new Kafka(brokers.resolve("kafka"));
    kafka.fill("source", 2, VALUES);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void killed_twice_exactly_once_neither_loses_nor_doubles() throws Exception {
    kafka.create("once", 2, Map.of());
    var command = List.of("copy", "source", "once", "--exactly-once");

    killed(command, () -> kafka.read("once").size() > 500);
    killed(command, () -> kafka.read("once").size() > 2_500);
    var last = weir(command.toArray(String[]::new));

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(kafka.values("once")).containsExactlyInAnyOrderElementsOf(VALUES);
    assertThat(weir(command.toArray(String[]::new)).err()).contains("read 0, written 0");
  }

  @Test
  void killed_at_least_once_loses_nothing_and_goes_on_where_it_was() throws Exception {
    kafka.create("least", 2, Map.of());
    var command = List.of("copy", "source", "least", "--resume");

    killed(command, () -> kafka.committed("weir-copy-source-to-least") > 0);
    var last = weir(command.toArray(String[]::new));

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(kafka.values("least")).containsAll(VALUES);
    assertThat(last.err()).doesNotContain("read 6,000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"killed.jsonl", "killed.jsonl.gz", "killed.jsonl.zst"})
  void killed_into_a_file_it_goes_on_behind_the_last_whole_line(String name) throws Exception {
    var file = folder.resolve(name);
    try (var copy = start("copy", "source", name, "--rate", "1000/s")) {
      await(() -> size(file) > 0);
      var first = size(file);
      await(() -> size(file) > first);
      copy.signal("KILL").exitCode();
    }
    tear(file);

    var last = weir("copy", "source", name, "--resume");

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(last.err()).doesNotContain("read 6,000");
    var back = "back-of-" + name;
    kafka.create(back, 2, Map.of());
    weir("copy", name, "topic:" + back, "--keep-partitions");
    assertThat(kafka.whole(back)).isEqualTo(kafka.whole("source"));
  }

  /// As if half of what was written last had not come to the disk.
  private static void tear(Path file) throws Exception {
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
  }

  @Test
  void killed_out_of_a_file_it_goes_on_behind_what_kafka_has() throws Exception {
    kafka.create("restored", 2, Map.of());
    weir("copy", "source", "all.jsonl.zst");
    var memory = folder.resolve("all.jsonl.zst.weir-copied");
    try (var copy = start("copy", "all.jsonl.zst", "restored", "--resume", "--rate", "1000/s")) {
      copy.until(memory).signal("KILL").exitCode();
    }

    var last = weir("copy", "all.jsonl.zst", "restored", "--resume");

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(last.err()).doesNotContain("read 6,000");
    assertThat(kafka.values("restored")).containsAll(VALUES);
    assertThat(weir("copy", "all.jsonl.zst", "restored", "--resume").err()).contains("read 0,");
  }

  @Test
  void a_file_that_grows_is_copied_on_and_its_torn_line_is_not_passed_over() throws Exception {
    kafka.create("grown", 1, Map.of());
    weir("copy", "source", "grows.jsonl", "-n", "10");
    var file = folder.resolve("grows.jsonl");
    var lines = Files.readAllLines(file);
    Files.writeString(
        file, String.join("\n", lines.subList(0, 5)) + "\n" + lines.get(5).substring(9));

    var torn = weir("copy", "grows.jsonl", "grown", "--resume");
    Files.writeString(file, String.join("\n", lines) + "\n");
    var whole = weir("copy", "grows.jsonl", "grown", "--resume");

    assertThat(torn.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(torn.err()).contains("line 6 of grows.jsonl", "written 5");
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(kafka.values("grown")).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void a_file_of_another_topic_is_not_gone_on_with() throws Exception {
    kafka.fill("strange", 1, List.of("a"));
    weir("copy", "strange", "strange.jsonl");

    var copied = weir("copy", "source", "strange.jsonl", "--resume");

    assertThat(copied.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(copied.err()).contains("it is of topic 'strange'");
    assertThat(Files.readAllLines(folder.resolve("strange.jsonl"))).hasSize(1);
  }

  @Test
  void a_file_that_another_copy_wrote_meanwhile_is_left_alone() throws Exception {
    var path = Files.writeString(folder.resolve("shared.jsonl"), "");
    var file = new CopyFile(path);

    var bytes = file.cut();
    Files.writeString(path, "of another\n");

    assertThatThrownBy(() -> file.open(bytes))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("another copy wrote it");
  }

  @Test
  void who_follows_sees_what_comes_and_ctrl_c_remembers_it() throws Exception {
    kafka.fill("live", 1, List.of("first"));
    kafka.create("live-copy", 1, Map.of());
    try (var copy = start("copy", "live", "live-copy", "--exactly-once", "-F")) {
      await(() -> kafka.read("live-copy").size() == 1);
      kafka.send(List.of(Kafka.of("live", "second")));
      await(() -> kafka.read("live-copy").size() == 2);

      assertThat(copy.signal("INT").exitCode()).as(copy.err()).isEqualTo(130);
    }
    var again = weir("copy", "live", "live-copy", "--exactly-once");

    assertThat(again.err()).contains("read 0,");
    assertThat(kafka.values("live-copy")).containsExactly("first", "second");
  }

  @Test
  void one_that_begins_with_the_same_name_ends_the_one_before() throws Exception {
    kafka.create("fenced", 2, Map.of());
    var command = List.of("copy", "source", "fenced", "--exactly-once", "--name", "mine");
    var slowly = new ArrayList<>(command);
    slowly.addAll(List.of("--rate", "200/s"));
    try (var first = start(slowly.toArray(String[]::new))) {
      await(() -> !kafka.read("fenced").isEmpty());

      var second = weir(command.toArray(String[]::new));

      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.FAILED);
      assertThat(first.err()).contains("another of the same name has begun");
    }
    assertThat(kafka.values("fenced")).containsExactlyInAnyOrderElementsOf(VALUES);
  }

  @Test
  void between_clusters_exactly_once_goes_on_too() throws Exception {
    try (var abroad = new Kafka(folder.resolve("abroad"))) {
      abroad.create("kept", 2, Map.of());
      Files.createDirectories(folder.resolve("weir"));
      Files.writeString(
          folder.resolve("weir/contexts.yaml"),
          "contexts:\n  abroad: { bootstrap: '%s' }\n".formatted(abroad.bootstrap()));
      var around =
          Ran.Around.in(folder)
              .with(
                  Map.of(
                      "XDG_CONFIG_HOME", folder.toString(),
                      "WEIR_BOOTSTRAP", kafka.bootstrap()));

      var first = around.weir("copy", "source", "abroad/kept", "--exactly-once", "-n", "1000");
      var second = around.weir("copy", "source", "abroad/kept", "--exactly-once");
      var back = around.weir("copy", "abroad/kept", "kept-back", "--create");

      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(second.err()).contains("read 5,000, written 5,000");
      assertThat(abroad.values("kept")).containsExactlyInAnyOrderElementsOf(VALUES);
      assertThat(back.err()).contains("written 6,000");
    }
  }

  @Test
  void a_message_that_fails_is_not_passed_over_by_the_next_run() throws Exception {
    kafka.fill("sized", 1, List.of("a", "x".repeat(6_000), "c"));
    kafka.create("sized-copy", 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "5000"));
    kafka.create("sized-once", 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "5000"));

    var least = weir("copy", "sized", "sized-copy", "--resume", "-z", "none");
    var once = weir("copy", "sized", "sized-once", "--exactly-once", "-z", "none");

    assertThat(least.exitCode()).as(least.err()).isEqualTo(ExitCode.PARTLY);
    assertThat(least.err()).contains("sized/0@1", "max.message.bytes", "Run it again");
    assertThat(once.exitCode()).as(once.err()).isEqualTo(ExitCode.PARTLY);
    assertThat(kafka.values("sized-once")).isEmpty();
    assertThat(weir("copy", "sized", "sized-copy", "--resume", "-z", "none").err())
        .contains("sized/0@1");
  }

  @Test
  void a_hundred_megabytes_pass_through_a_small_heap() throws Exception {
    kafka.create("huge", 1, Map.of());
    var value = "x".repeat(100_000);
    for (var i = 0; i < 10; i++) {
      kafka.send(IntStream.range(0, 100).mapToObj(_ -> Kafka.of("huge", value)).toList());
    }

    var out = small("copy", "huge", "huge.jsonl.zst");
    var back = small("copy", "huge.jsonl.zst", "huge-back", "--create");
    var across = small("copy", "huge-back", "huge-across", "--create", "--exactly-once");

    assertThat(out + back + across)
        .contains("written 1,000")
        .doesNotContain("OutOfMemory", "failed 1");
    assertThat(kafka.read("huge-across")).hasSize(1_000);
  }

  /// What it said, in a process with 96 MiB of heap.
  private String small(String... command) throws Exception {
    var line = new ArrayList<>(WeirProcess.line(command));
    line.add(1, "-Xmx96m");
    line.addAll(List.of("-b", kafka.bootstrap(), "--timeout", "30s"));
    var process =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    var said = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private void killed(List<String> command, BooleanSupplier when) throws Exception {
    var slowly = new ArrayList<>(command);
    slowly.addAll(List.of("--rate", "1000/s"));
    try (var copy = start(slowly.toArray(String[]::new))) {
      await(when);
      copy.signal("KILL").exitCode();
    }
  }

  private static void await(BooleanSupplier condition) {
    var deadlineNanos = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadlineNanos);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private WeirProcess start(String... command) throws Exception {
    var line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-b", kafka.bootstrap(), "--timeout", "30s"));
    return WeirProcess.start(folder, line.toArray(String[]::new));
  }

  private Ran weir(String... command) {
    return kafka.weir(folder, command);
  }
}
