package dev.weir.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.WeirProcess;
import dev.weir.cli.cluster.RealKafka;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir topics` and what is below it, on a real broker.
@Timeout(180)
final class TopicsCommandTest {
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
  void the_plain_list_tells_names_partitions_and_replicas() throws Exception {
    kafka.topic("plain", 3);

    var listed = kafka.weir("topics", "plain");

    assertThat(listed.out()).isEqualTo("NAME\tPARTITIONS\tREPLICAS\nplain\t3\t1\n");
    assertThat(listed.err()).isEmpty();
    assertThat(kafka.weir("t", "list", "pl?in", "-o", "json").out())
        .isEqualTo("[{\"name\":\"plain\",\"partitions\":3,\"replicas\":1}]\n");
    assertThat(kafka.weir("topics", "-o", "name", "pla*").out()).isEqualTo("plain\n");
  }

  @Test
  void a_name_that_is_not_there_is_told_and_a_pattern_may_match_nothing() throws Exception {
    kafka.topic("invoices", 1);

    var missing = kafka.weir("topics", "invoice");

    assertThat(missing.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(missing.err()).contains("Did you mean 'invoices'?");
    assertThat(kafka.weir("topics", "no-such-*", "-o", "name").out()).isEmpty();
  }

  @Test
  void a_mistyped_subcommand_is_told() {
    assertThat(kafka.weir("topics", "creat", "x").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(kafka.weir("topics", "creat").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(kafka.weir("topics", "--help").out()).contains("create", "trim", "Example: ");
  }

  @Test
  void kafkas_own_topics_are_listed_when_asked_for() throws Exception {
    kafka.topic("own", 1);
    kafka.commit("own-reader", "own", 0);

    assertThat(kafka.weir("topics", "-o", "name").out()).doesNotContain("__consumer_offsets");
    assertThat(kafka.weir("topics", "-o", "name", "--internal").out())
        .contains("__consumer_offsets\n");
  }

  @Test
  void the_wide_list_has_messages_bytes_rates_groups_and_lag() throws Exception {
    kafka.topic("wide", 2);
    kafka.send("wide", 0, 5);
    kafka.send("wide", 1, 2);
    kafka.commit("wide-a", "wide", 5, 0);
    kafka.commit("wide-b", "wide", 1, 1);

    var listed = kafka.weir("topics", "wide", "--wide");

    assertThat(listed.out())
        .startsWith("NAME\tPARTITIONS\tREPLICAS\tMESSAGES\tSIZE\tIN/S\tGROUPS\tLAG\n")
        .containsPattern("\nwide\t2\t1\t7\t\\d+ B\t0\\.0\t2\t7\n");
  }

  @Test
  void sorting_brings_the_column_that_it_sorts_by() throws Exception {
    kafka.topic("sort-few", 1);
    kafka.topic("sort-many", 1);
    kafka.send("sort-few", 0, 1);
    kafka.send("sort-many", 0, 3);
    kafka.commit("sorter", "sort-few", 0);

    assertThat(kafka.weir("topics", "sort-*", "--sort", "messages").out())
        .isEqualTo("NAME\tPARTITIONS\tREPLICAS\tMESSAGES\nsort-many\t1\t1\t3\nsort-few\t1\t1\t1\n");
    assertThat(kafka.weir("topics", "sort-*", "--sort", "lag", "-o", "name").out())
        .isEqualTo("sort-few\nsort-many\n");
    assertThat(kafka.weir("topics", "sort-*", "--sort", "size", "-o", "name").out())
        .isEqualTo("sort-many\nsort-few\n");
    assertThat(kafka.weir("topics", "sort-*", "--sort", "rate").out())
        .startsWith("NAME\tPARTITIONS\tREPLICAS\tIN/S\n");
  }

  @Test
  void watching_shows_it_again_until_ctrl_c() throws Exception {
    kafka.topic("watched", 1);
    var line = kafka.at("topics", "watch*", "--watch", "100ms");

    try (var watch = WeirProcess.start(folder, line)) {
      var first = watch.outUpTo("watched\t1\t1");
      watch.outUpTo("watched\t1\t1");

      assertThat(first).matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z\nNAME\t.*\nwatched\t1\t1\n");
      assertThat(watch.signal("INT").exitCode()).isEqualTo(130);
    }
  }

  @Test
  void topics_are_created_as_was_said() throws Exception {
    var created =
        kafka.weir("topics", "create", "new-a", "new-b", "-p", "4", "-c", "retention.ms=1000");

    assertThat(created.exitCode()).isZero();
    assertThat(created.out()).isEmpty();
    assertThat(created.err()).contains("created 'new-a': 4 partitions, 1 replica");
    assertThat(kafka.weir("topics", "describe", "new-b").out())
        .contains("SETTING\tVALUE\nretention.ms\t1000\n");
  }

  @Test
  void one_that_is_there_is_an_error_unless_that_is_fine() throws Exception {
    kafka.topic("there", 2);

    var again = kafka.weir("topics", "create", "there", "-p", "5");
    var fine = kafka.weir("topics", "create", "there", "-p", "5", "--if-not-exists");

    assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err()).contains("it is there already", "--if-not-exists");
    assertThat(fine.exitCode()).isZero();
    assertThat(kafka.weir("topics", "there").out()).contains("there\t2\t1");
  }

  @Test
  void what_is_only_tried_is_not_created() {
    var tried = kafka.weir("topics", "create", "tried", "-p", "3", "--dry-run");

    assertThat(tried.exitCode()).isZero();
    assertThat(tried.err()).contains("would create 'tried': 3 partitions");
    assertThat(kafka.weir("topics", "tried").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void settings_that_kafka_does_not_take_are_wrong_usage() {
    var mistyped = kafka.weir("topics", "create", "bad", "-c", "retention.mss=1");
    var value = kafka.weir("topics", "create", "bad", "-c", "retention.ms=soon");
    var replicas = kafka.weir("topics", "create", "bad", "-r", "3");
    var partitions = kafka.weir("topics", "create", "bad", "-p", "0");
    var name = kafka.weir("topics", "create", "no/slash");

    assertThat(mistyped.err()).contains("'retention.mss'", "Did you mean 'retention.ms'?");
    assertThat(value.err()).contains("soon");
    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(value.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(replicas.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(partitions.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(name.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void another_topics_partitions_and_settings_are_copied() {
    kafka.weir(
        "topics",
        "create",
        "model",
        "-p",
        "6",
        "-c",
        "retention.ms=77",
        "-c",
        "max.message.bytes=2000");

    var created =
        kafka.weir("topics", "create", "twin", "--from", "model", "-c", "retention.ms=88");

    assertThat(created.err()).contains("6 partitions");
    assertThat(kafka.weir("topics", "describe", "twin").out())
        .endsWith("SETTING\tVALUE\nmax.message.bytes\t2000\nretention.ms\t88\n");
    assertThat(kafka.weir("topics", "create", "x", "--from", "modle").err())
        .contains("Did you mean 'model'?");
  }

  @Test
  void a_description_has_partitions_and_own_settings_and_json_has_all() throws Exception {
    kafka.topic("told", 1);
    kafka.send("told", 0, 3);

    var described = kafka.weir("topics", "describe", "told");
    var json = kafka.weir("topics", "describe", "told", "-o", "json");

    assertThat(described.out())
        .matches(
            """
            told: 1 partition, 1 replica, 3 messages, \\d+ B
            PARTITION\tLEADER\tREPLICAS\tIN-SYNC\tSTART\tEND\tSIZE
            0\t1\t1\t1\t0\t3\t\\d+ B
            """);
    assertThat(json.out())
        .startsWith("[{\"name\":\"told\",\"id\":")
        .contains(
            "\"messages\":3,", "\"partitions\":[{\"partition\":0,\"leader\":1,\"replicas\":[1]")
        .contains("\"cleanup.policy\":{\"value\":\"delete\",\"from\":\"default\"}");
    assertThat(kafka.weir("topics", "describe", "tole").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(kafka.weir("topics", "describe").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void replicas_that_are_all_in_sync_are_not_shown() {
    var behind = kafka.weir("topics", "describe", "--under-replicated");

    assertThat(behind.exitCode()).isZero();
    assertThat(behind.out()).isEqualTo("TOPIC\tPARTITION\tLEADER\tREPLICAS\tIN-SYNC\n");
    assertThat(behind.err()).contains("every replica is in sync");
  }

  @Test
  void settings_are_changed_and_given_back() throws Exception {
    kafka.topic("changed", 1);

    var set = kafka.weir("topics", "alter", "changed", "-c", "retention.ms=5000");
    var tried = kafka.weir("topics", "alter", "changed", "-c", "retention.ms=6000", "--dry-run");
    var shown = kafka.weir("topics", "describe", "changed");
    var reset = kafka.weir("topics", "alter", "changed", "-c", "retention.ms=");

    assertThat(set.err()).contains("set retention.ms: 604800000 -> 5000");
    assertThat(tried.err()).contains("would set retention.ms: 5000 -> 6000");
    assertThat(shown.out()).contains("retention.ms\t5000\n");
    assertThat(reset.err()).contains("set retention.ms: 5000 -> the broker's");
    assertThat(kafka.weir("topics", "describe", "changed").out()).doesNotContain("retention");
  }

  @Test
  void a_setting_that_does_not_exist_is_refused_with_the_nearest() throws Exception {
    kafka.topic("refused", 1);

    var mistyped = kafka.weir("topics", "alter", "refused", "-c", "retention.m=5");
    var value = kafka.weir("topics", "alter", "refused", "-c", "retention.ms=soon");
    var nothing = kafka.weir("topics", "alter", "refused");

    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(mistyped.err()).contains("Did you mean 'retention.ms'?");
    assertThat(value.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(kafka.weir("topics", "alter", "refusd", "-c", "retention.ms=5").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void more_partitions_are_made_only_when_the_danger_was_seen() throws Exception {
    kafka.topic("grown", 2);

    var unasked = kafka.weir("topics", "alter", "grown", "--partitions", "4");
    var tried = kafka.weir("topics", "alter", "grown", "--partitions", "4", "--dry-run");
    var fewer = kafka.weir("topics", "alter", "grown", "--partitions", "1", "--yes");
    var no = kafka.typing("n\n", "topics", "alter", "grown", "--partitions", "4");
    var before = kafka.weir("topics", "grown").out();
    var yes = kafka.typing("y\n", "topics", "alter", "grown", "--partitions", "4");

    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unasked.err()).contains("most keys move to another partition");
    assertThat(tried.err()).contains("would set partitions: 2 -> 4");
    assertThat(fewer.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(no.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(before).contains("grown\t2");
    assertThat(yes.exitCode()).isZero();
    assertThat(yes.err()).contains("set partitions: 2 -> 4");
  }

  @Test
  void deleting_asks_and_tells_what_is_lost() throws Exception {
    kafka.topic("gone-a", 1);
    kafka.topic("gone-b", 1);
    kafka.send("gone-a", 0, 3);
    kafka.commit("gone-reader", "gone-b", 0);

    var unasked = kafka.weir("topics", "delete", "gone-*");
    var there = kafka.weir("topics", "gone-*", "-o", "name").out();
    var deleted = kafka.weir("topics", "delete", "gone-*", "--yes");

    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unasked.err())
        .contains("2 topics (gone-a, gone-b) with 3 messages", "read by group gone-reader");
    assertThat(there).isEqualTo("gone-a\ngone-b\n");
    assertThat(deleted.exitCode()).isZero();
    assertThat(kafka.weir("topics", "gone-*", "-o", "name").out()).isEmpty();
  }

  @Test
  void deleting_what_is_not_there_is_an_error_unless_that_is_fine() {
    assertThat(kafka.weir("topics", "delete", "nix", "--yes").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(kafka.weir("topics", "delete", "nix*", "--yes").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(kafka.weir("topics", "delete", "nix", "--if-exists").exitCode()).isZero();
  }

  @Test
  void trimming_shows_its_numbers_and_asks() throws Exception {
    kafka.topic("trimmed", 2);
    kafka.send("trimmed", 0, 5);
    kafka.send("trimmed", 1, 1);

    var tried = kafka.weir("topics", "trim", "trimmed", "--before", "3", "--dry-run");
    var unasked = kafka.weir("topics", "trim", "trimmed", "--before", "3");
    var trimmed = kafka.weir("topics", "trim", "trimmed", "--before", "3", "--yes");

    var table =
        """
        TOPIC\tPARTITION\tSTART\tNEW-START\tEND\tDELETED
        trimmed\t0\t0\t3\t5\t3
        trimmed\t1\t0\t1\t1\t1
        """;
    assertThat(tried.out()).isEqualTo(table);
    assertThat(tried.err()).contains("4 messages would go; nothing was done");
    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(trimmed.exitCode()).isZero();
    assertThat(kafka.weir("topics", "offsets", "trimmed").out())
        .isEqualTo("TOPIC\tPARTITION\tSTART\tEND\ntrimmed\t0\t3\t5\ntrimmed\t1\t1\t1\n");
  }

  @Test
  void a_compacted_topic_is_not_trimmed() throws Exception {
    kafka.weir("topics", "create", "compacted", "-p", "1", "-c", "cleanup.policy=compact");
    kafka.send("compacted", 0, 1);

    var trimmed = kafka.weir("topics", "trim", "compacted", "--before", "end", "--yes");

    assertThat(trimmed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(trimmed.err()).contains("compacted", "cleanup.policy=compact,delete");
  }

  @Test
  void the_offset_of_a_time_is_found() throws Exception {
    kafka.topic("timed", 1);
    kafka.send("timed", 0, Instant.parse("2026-01-01T00:00:00Z"));
    kafka.send("timed", 0, Instant.parse("2026-01-02T00:00:00Z"));
    kafka.send("timed", 0, Instant.parse("2026-01-03T00:00:00Z"));

    var at = kafka.weir("topics", "offsets", "timed", "--at", "2026-01-01T12:00Z");
    var last = kafka.weir("topics", "offsets", "timed", "--at", "-1", "-o", "json");

    assertThat(at.out()).isEqualTo("TOPIC\tPARTITION\tSTART\tEND\tOFFSET\ntimed\t0\t0\t3\t1\n");
    assertThat(last.out())
        .isEqualTo("[{\"topic\":\"timed\",\"partition\":0,\"start\":0,\"end\":3,\"offset\":2}]\n");
    assertThat(kafka.weir("topics", "offsets", "time").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(kafka.weir("topics", "offsets", "timed", "--at", "soon").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
