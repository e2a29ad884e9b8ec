package dev.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.Transactions;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a group commits: that which was printed, and no more.
@Timeout(180)
@ExtendWith(Kafka.class)
final class GroupsTest {
  private static final long NONE = -1;
  @TempDir private Path folder;

  @Test
  void a_group_reads_on_where_it_was() throws Exception {
    Kafka.send("baskets", "1", "2", "3", "4", "5");

    assertThat(Kafka.weir("c", "baskets", "-g", "shop", "-n", "3"))
        .isEqualTo(new Ran(0, "1\n2\n3\n", ""));
    assertThat(committed("shop", "baskets")).isEqualTo(3);
    assertThat(Kafka.weir("c", "baskets", "-g", "shop")).isEqualTo(new Ran(0, "4\n5\n", ""));
    assertThat(committed("shop", "baskets")).isEqualTo(5);
    assertThat(Kafka.weir("c", "baskets", "-g", "shop")).isEqualTo(new Ran(0, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-most-once", "at-least-once"})
  void exactly_what_was_asked_for_is_committed(String promise) throws Exception {
    var topic = "exact-" + promise;
    Kafka.send(topic, "a1", "b1", "a2", "b2", "a3");

    var consumed = Kafka.weir("c", topic, "-g", topic, "--commit", promise, "--grep=b", "-n", "1");

    assertThat(consumed).isEqualTo(new Ran(0, "b1\n", ""));
    assertThat(committed(topic, topic)).isEqualTo(2);
    assertThat(Kafka.weir("c", topic, "-g", topic, "--commit", promise).out())
        .isEqualTo("a2\nb2\na3\n");
    assertThat(committed(topic, topic)).isEqualTo(5);
  }

  @Test
  void nothing_is_committed_where_nothing_should_be() throws Exception {
    Kafka.send("looked-at", "1", "2");

    assertThat(Kafka.weir("c", "looked-at", "-g", "guest", "--no-commit").out())
        .isEqualTo("1\n2\n");
    assertThat(committed("guest", "looked-at")).isEqualTo(NONE);
  }

  @Test
  void a_new_group_may_begin_at_the_end() throws Exception {
    Kafka.send("news", "old");

    assertThat(Kafka.weir("c", "news", "-g", "late", "--from", "end").out()).isEmpty();
    Kafka.send("news", "new");
    assertThat(Kafka.weir("c", "news", "-g", "late", "--from", "end").out()).isEqualTo("new\n");
  }

  @Test
  void a_group_reads_topics_by_a_pattern() throws Exception {
    Kafka.send("fleet-a", "a");
    Kafka.send("fleet-b", "b");

    assertThat(Kafka.weir("c", "-r", "fleet-.", "-g", "fleet").out().lines())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(Kafka.weir("c", "fleet-c", "-g", "fleet").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void marks_of_transactions_leave_no_lag() throws Exception {
    Kafka.create("marked", 1, Map.of());
    try (var producer = Kafka.producer(Map.of("transactional.id", "marked"))) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(Kafka.message("marked", "k", "v"));
      producer.commitTransaction();
    }
    Transactions.settle(Kafka.address(), "marked");

    assertThat(Kafka.weir("c", "marked", "-g", "marked").out()).isEqualTo("v\n");
    assertThat(committed("marked", "marked")).isEqualTo(2);
  }

  @Test
  void ctrl_c_commits_what_was_printed_and_leaves() throws Exception {
    Kafka.send("stream", "1", "2", "3");
    var line = Kafka.line("c", "stream", "-g", "stopped", "-F");

    try (var consume = WeirProcess.start(folder, line)) {
      assertThat(consume.outUpTo("3")).isEqualTo("1\n2\n3\n");
      consume.signal("INT");
      assertThat(consume.exitCode()).isEqualTo(130);
      assertThat(consume.out() + consume.err()).isEmpty();
    }

    assertThat(committed("stopped", "stream")).isEqualTo(3);
    var groups =
        Kafka.ask(admin -> admin.describeConsumerGroups(List.of("stopped")).all().get()).values();
    assertThat(groups).singleElement().satisfies(one -> assertThat(one.members()).isEmpty());
  }

  @Test
  void what_nobody_read_is_not_committed() throws Exception {
    var values =
        IntStream.range(0, 2_000).mapToObj(i -> i + "x".repeat(1_000)).toArray(String[]::new);
    Kafka.send("unread", values);

    assertThat(headOf("unread", "at-least-once")).isEqualTo("141\n");
    assertThat(committed("at-least-once", "unread")).isLessThanOrEqualTo(0);
    assertThat(headOf("unread", "at-most-once")).isEqualTo("141\n");
    assertThat(committed("at-most-once", "unread")).isPositive();
  }

  /// The exit code of a reader whose own reader takes one line, and what it said.
  private String headOf(String topic, String promise) throws Exception {
    var consume =
        WeirProcess.line(Kafka.line("c", topic, "-g", promise, "--commit", promise)).stream()
            .map("'%s'"::formatted)
            .collect(Collectors.joining(" "));
    var script =
        consume + " 2>err.txt | head -1 >/dev/null; code=${PIPESTATUS[0]}; cat err.txt; echo $code";
    var shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();
    return shell.inputReader().readAllAsString();
  }

  @Test
  void a_read_only_context_moves_no_group() throws Exception {
    Kafka.send("locked", "1");
    Files.createDirectories(folder.resolve("weir"));
    Files.writeString(
        folder.resolve("weir/contexts.yaml"),
        "contexts: {prod: {bootstrap: '%s', read-only: true}}\n".formatted(Kafka.address()));
    var around = Ran.Around.in(folder).with(Map.of("XDG_CONFIG_HOME", folder.toString()));

    var refused = around.weir("c", "locked", "-g", "locked", "-x", "prod");

    assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(refused.err()).contains("read-only", "move a group");
    assertThat(around.weir("c", "locked", "-g", "locked", "-x", "prod", "--no-commit").out())
        .isEqualTo("1\n");
    assertThat(around.weir("c", "locked", "-x", "prod").out()).isEqualTo("1\n");
  }

  private static long committed(String group, String topic) throws Exception {
    var offsets =
        Kafka.ask(
            admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    return Stream.ofNullable(offsets.get(new TopicPartition(topic, 0)))
        .mapToLong(OffsetAndMetadata::offset)
        .findFirst()
        .orElse(NONE);
  }
}
