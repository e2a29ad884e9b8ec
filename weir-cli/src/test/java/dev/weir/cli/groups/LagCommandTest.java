package dev.weir.cli.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.WeirProcess;
import dev.weir.cli.cluster.RealKafka;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir lag` on a real broker.
@Timeout(180)
final class LagCommandTest {
  private static final String HEADING =
      "GROUP\tTOPIC\tLAG\tTIME-BEHIND\tIN/S\tOUT/S\tTREND\tEMPTY-IN\n";

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
  void groups_are_shown_the_worst_first_with_the_age_of_what_waits() throws Exception {
    kafka.topic("orders", 2);
    kafka.send("orders", 0, Instant.now().minus(Duration.ofHours(30)));
    kafka.send("orders", 0, Instant.now().minus(Duration.ofHours(3)));
    kafka.send("orders", 1, Instant.now().minus(Duration.ofHours(2)));
    kafka.commit("done", "orders", 2, 1);
    kafka.commit("late", "orders", 1, 0);
    kafka.commit("later", "orders", 0, 0);

    var lag = kafka.weir("lag", "done", "late", "later", "--over", "10ms");

    assertThat(lag.exitCode()).isZero();
    assertThat(lag.out())
        .isEqualTo(
            HEADING
                + "later\torders\t3\t1d 6h\t0.0\t0.0\tsteady\tnever\n"
                + "late\torders\t2\t3h 0m\t0.0\t0.0\tsteady\tnever\n"
                + "done\torders\t0\t0s\t0.0\t0.0\tsteady\t0s\n");
  }

  @Test
  void each_partition_has_a_row_where_that_is_asked_for() throws Exception {
    kafka.topic("split", 2);
    kafka.send("split", 1, 3);
    kafka.commit("splitter", "split", 0, 1);

    var lag = kafka.weir("lag", "splitter", "--per-partition", "--over", "10ms", "-o", "jsonl");

    assertThat(lag.out().lines().toList())
        .satisfiesExactly(
            worst ->
                assertThat(worst)
                    .startsWith(
                        "{\"group\":\"splitter\",\"topic\":\"split\",\"partition\":1,\"lag\":2,"
                            + "\"timeBehindMs\":")
                    .endsWith(
                        "\"inPerSecond\":0.0,\"outPerSecond\":0.0,\"trend\":\"steady\","
                            + "\"emptyInMs\":null}"),
            other ->
                assertThat(other)
                    .contains("\"partition\":0,\"lag\":0,\"timeBehindMs\":0,")
                    .endsWith("\"emptyInMs\":0}"));
  }

  @Test
  void a_lag_that_is_too_long_ends_with_7_and_is_named() throws Exception {
    kafka.topic("limited", 1);
    kafka.send("limited", 0, 5);
    kafka.commit("slow", "limited", 0);

    var over = kafka.weir("groups", "lag", "slow", "--max", "4", "--over", "10ms");
    var within = kafka.weir("lag", "slow", "--max", "5", "--over", "10ms");

    assertThat(over.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(over.err()).contains("group 'slow' is 5 messages behind in 'limited', and 4 may be");
    assertThat(over.out()).contains("slow\tlimited\t5\t");
    assertThat(within.exitCode()).isZero();
    assertThat(kafka.weir("lag", "slwo").err()).contains("Did you mean 'slow'?");
  }

  @Test
  void a_consumer_that_reads_is_seen_to_catch_up() throws Exception {
    kafka.topic("busy", 1);
    kafka.send("busy", 0, 9);
    kafka.commit("worker", "busy", 0);

    try (var watch =
        WeirProcess.start(folder, kafka.at("lag", "worker", "--watch=200ms", "--over=200ms"))) {
      var steady = watch.outUpTo("worker\tbusy\t9");
      kafka.commit("worker", "busy", 6);
      var shrinking = watch.outUpTo("worker\tbusy\t3");
      kafka.send("busy", 0, 2);
      var growing = watch.outUpTo("worker\tbusy\t5");

      assertThat(steady).contains("\tsteady\tnever\n").contains("Z\n" + HEADING);
      assertThat(shrinking).containsPattern("\t0\\.0\t(?!0\\.0\t)\\S+\tshrinking\t\\d+m?s\n");
      assertThat(growing).containsPattern("\t(?!0\\.0\t)\\S+\t0\\.0\tgrowing\tnever\n");
      assertThat(watch.signal("INT").exitCode()).isEqualTo(130);
    }
  }

  @Test
  void several_groups_at_several_places_of_a_partition_are_each_timed() throws Exception {
    kafka.topic("timed", 1);
    for (var hours = 9; hours > 0; hours--) {
      kafka.send("timed", 0, Instant.now().minus(Duration.ofHours(hours)));
    }
    kafka.commit("at-0", "timed", 0);
    kafka.commit("at-4", "timed", 4);
    kafka.commit("at-8", "timed", 8);

    var lag = kafka.weir("lag", "at-0", "at-4", "at-8", "--over", "10ms");

    assertThat(lag.out())
        .contains("at-0\ttimed\t9\t9h 0m\t", "at-4\ttimed\t5\t5h 0m\t", "at-8\ttimed\t1\t1h 0m\t");
  }

  @Test
  void what_a_group_missed_because_it_was_trimmed_is_counted_and_the_rest_is_timed()
      throws Exception {
    kafka.topic("trimmed", 1);
    kafka.send("trimmed", 0, Instant.now().minus(Duration.ofHours(9)));
    kafka.send("trimmed", 0, Instant.now().minus(Duration.ofHours(2)));
    kafka.commit("sleeper", "trimmed", 0);
    kafka.weir("topics", "trim", "trimmed", "--before", "1", "--yes");

    assertThat(kafka.weir("lag", "sleeper", "--over", "10ms").out())
        .contains("sleeper\ttrimmed\t2\t2h 0m\t");
  }
}
