package dev.weir.cli.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.cluster.RealKafka;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `weir groups` and what is below it, on a real broker with real consumers; `reset` has a test of
/// its own.
@Timeout(180)
final class GroupsCommandTest {
  @TempDir private static Path folder;
  private static RealKafka kafka;

  @BeforeAll
  static void start() {
    kafka = RealKafka.start(folder);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void the_list_tells_who_reads_how_many_topics_and_how_far_behind() throws Exception {
    kafka.topic("listed-a", 2);
    kafka.topic("listed-b", 1);
    kafka.send("listed-a", 0, 5);
    kafka.send("listed-b", 0, 4);
    kafka.commit("list-1", "listed-a", 2, 0);
    kafka.commit("list-1", "listed-b", 1);
    kafka.commit("list-2", "listed-b", 0);

    assertThat(kafka.weir("groups", "list-*").out())
        .isEqualTo(
            """
            GROUP\tTYPE\tPROTOCOL\tSTATE\tMEMBERS\tTOPICS\tLAG
            list-1\tClassic\t-\tEmpty\t0\t2\t6
            list-2\tClassic\t-\tEmpty\t0\t1\t4
            """);
    assertThat(kafka.weir("g", "list", "list-*", "--sort", "lag", "-o", "name").out())
        .isEqualTo("list-1\nlist-2\n");
    assertThat(kafka.weir("groups", "list-2", "-o", "json").out())
        .isEqualTo(
            "[{\"group\":\"list-2\",\"type\":\"Classic\",\"protocol\":null,\"state\":\"Empty\","
                + "\"members\":0,\"topics\":1,\"lag\":4}]\n");
  }

  @Test
  void a_group_that_is_not_there_is_told_with_the_nearest() throws Exception {
    kafka.topic("nearest", 1);
    kafka.commit("billing", "nearest", 0);

    for (var command : List.of("describe", "members", "delete")) {
      var missing = kafka.weir("groups", command, "biling");
      assertThat(missing.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
      assertThat(missing.err()).contains("Did you mean 'billing'?");
    }
    assertThat(kafka.weir("groups", "biling").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(kafka.weir("groups", "no-such-*", "-o", "name").out()).isEmpty();
    assertThat(kafka.weir("groups", "delete", "biling", "--if-exists").exitCode()).isZero();
  }

  @Test
  void a_group_whose_topic_is_gone_is_still_listed() throws Exception {
    kafka.topic("lost", 1);
    kafka.commit("loser", "lost", 0);
    kafka.weir("topics", "delete", "lost", "--yes");

    var listed = kafka.weir("groups", "loser");

    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out()).contains("\nloser\tClassic\t");
    assertThat(kafka.weir("groups", "describe", "loser").exitCode()).isZero();
    assertThat(kafka.weir("lag", "loser").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void a_live_group_is_shown_with_its_members_and_protected(String protocol) throws Exception {
    var group = "live-" + protocol;
    kafka.topic(group, 2);
    kafka.send(group, 0, 3);
    try (var member = kafka.member(group, protocol, group)) {
      member.commitSync(Duration.ofSeconds(20));
      kafka.send(group, 1, 2);

      var described = kafka.weir("groups", "describe", group);
      var members = kafka.weir("groups", "members", group);
      var reset = kafka.weir("groups", "reset", group, "--to", "start", "--execute", "--yes");
      var tried = kafka.weir("groups", "reset", group, "--to", "start");
      var deleted = kafka.weir("groups", "delete", group, "--yes");

      var client = "client-of-" + group;
      assertThat(described.err()).containsIgnoringCase(group + ": " + protocol + " (");
      assertThat(described.err()).contains("Stable, 1 member, coordinator 127.0.0.1:");
      assertThat(described.out())
          .startsWith("TOPIC\tPARTITION\tCOMMITTED\tEND\tLAG\tMEMBER\tHOST\tCLIENT-ID\n")
          .containsPattern("\n%s\t0\t3\t3\t0\t\\S+\t127.0.0.1\t%s\n".formatted(group, client))
          .containsPattern("\n%s\t1\t0\t2\t2\t\\S+\t127.0.0.1\t%s\n".formatted(group, client));
      assertThat(members.out())
          .startsWith("MEMBER\tCLIENT-ID\tHOST\tPARTITIONS\tASSIGNMENT\n")
          .endsWith("\t%s\t127.0.0.1\t2\t%s:0,1\n".formatted(client, group));
      assertThat(reset.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(reset.err()).contains("it has live members: ", client);
      assertThat(tried.exitCode()).isZero();
      assertThat(tried.err()).contains("It would be refused now", client);
      assertThat(deleted.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(deleted.err()).contains("it has live members: ", client);
      assertThat(kafka.committed(group).values()).containsExactlyInAnyOrder(3L, 0L);
    }
  }

  @Test
  void a_share_group_is_listed_described_and_not_reset() throws Exception {
    kafka.topic("shared", 1);
    kafka.send("shared", 0, 1);
    try (var consumer =
        new KafkaShareConsumer<>(
            Map.of("bootstrap.servers", kafka.servers(), "group.id", "sharers"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("shared"));
      var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!kafka.weir("groups", "sharers", "-o", "jsonl").out().contains("\"members\":1")) {
        consumer.poll(Duration.ofMillis(50));
        assertThat(System.nanoTime() - deadlineNanos).isNegative();
      }

      assertThat(kafka.weir("groups", "sharers").out()).contains("sharers\tShare\tshare\t");
      assertThat(kafka.weir("groups", "describe", "sharers").exitCode()).isZero();
      assertThat(kafka.weir("groups", "members", "sharers").exitCode()).isZero();
      assertThat(kafka.weir("lag").exitCode()).isZero();
      assertThat(kafka.weir("groups", "reset", "sharers", "--to", "start").exitCode())
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(kafka.weir("groups", "delete", "sharers", "--yes").exitCode()).isZero();
  }

  @Test
  void names_of_partitions_are_what_reset_takes() throws Exception {
    kafka.topic("named", 2);
    kafka.commit("namer", "named", 0, 0);

    assertThat(kafka.weir("groups", "describe", "namer", "-o", "name").out())
        .isEqualTo("named:0\nnamed:1\n");
    assertThat(kafka.weir("groups", "describe", "namer", "-o", "json").out())
        .startsWith("{\"group\":\"namer\",\"type\":\"Classic\",\"protocol\":null,")
        .contains(
            "\"partitions\":[{\"topic\":\"named\",\"partition\":0,\"committed\":0,\"end\":0,");
  }

  @Test
  void deleting_asks_and_tells_what_is_forgotten() throws Exception {
    kafka.topic("forgotten", 1);
    kafka.send("forgotten", 0, 3);
    kafka.commit("old-1", "forgotten", 1);
    kafka.commit("old-2", "forgotten", 3);

    var unasked = kafka.weir("groups", "delete", "old-*");
    var no = kafka.typing("no\n", "groups", "delete", "old-*");
    var there = kafka.weir("groups", "old-*", "-o", "name").out();
    var deleted = kafka.typing("y\n", "groups", "delete", "old-*");

    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unasked.err())
        .contains("Group 'old-1' will be deleted, and where it is in: forgotten (2 unread)");
    assertThat(no.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(there).isEqualTo("old-1\nold-2\n");
    assertThat(deleted.exitCode()).isZero();
    assertThat(kafka.weir("groups", "old-*", "-o", "name").out()).isEmpty();
  }
}
