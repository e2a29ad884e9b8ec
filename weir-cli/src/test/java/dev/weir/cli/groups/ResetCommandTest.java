package dev.weir.cli.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.cluster.RealKafka;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `weir groups reset`, to every kind of place.
///
/// Topic `rides` has 10 messages in partition 0, the last 3 of today, and 4 of long ago in
/// partition
/// 1. The group `reader` is at 6 and 2.
@Timeout(180)
final class ResetCommandTest {
  private static final TopicPartition FIRST = new TopicPartition("rides", 0);
  private static final TopicPartition SECOND = new TopicPartition("rides", 1);
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private static Path folder;
  private static RealKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = RealKafka.start(folder);
    kafka.topic("rides", 2);
    kafka.weir("topics", "alter", "rides", "-c", "retention.ms=-1");
    for (var i = 0; i < 7; i++) kafka.send("rides", 0, LONG_AGO.plus(Duration.ofDays(i)));
    kafka.send("rides", 0, 3);
    for (var i = 0; i < 4; i++) kafka.send("rides", 1, LONG_AGO);
    kafka.commit("other", "rides", 9);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void commit() throws Exception {
    kafka.commit("reader", "rides", 6, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "start, 0, 0",
    "end, 10, 4",
    "committed, 6, 2",
    "3, 3, 3",
    "99, 10, 4",
    "-3, 7, 1",
    "-1h, 7, 4",
    "2020-01-03T00:00:00Z, 2, 4",
    "@1577836800000, 0, 0",
    "group:other, 9, 2",
  })
  void the_group_is_set_to_any_place(String to, long first, long second) throws Exception {
    var reset = kafka.weir("groups", "reset", "reader", "--to=" + to, "--execute", "--yes");

    assertThat(reset.err()).contains("done: ");
    assertThat(reset.exitCode()).isZero();
    assertThat(kafka.committed("reader")).isEqualTo(Map.of(FIRST, first, SECOND, second));
  }

  @Test
  void nothing_is_changed_before_it_is_said_twice() throws Exception {
    var shown = kafka.weir("groups", "reset", "reader", "--to", "4");
    var unasked = kafka.weir("groups", "reset", "reader", "--to", "4", "--execute");
    var no = kafka.typing("\n", "groups", "reset", "reader", "--to", "4", "--execute");

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .isEqualTo(
            """
            TOPIC\tPARTITION\tFROM\tTO\tAGAIN\tSKIPPED
            rides\t0\t6\t4\t2\t0
            rides\t1\t2\t4\t0\t2
            """);
    assertThat(shown.err())
        .contains("2 partitions: 2 messages again, 2 skipped. Nothing was changed; --execute does");
    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(no.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(kafka.committed("reader")).isEqualTo(Map.of(FIRST, 6L, SECOND, 2L));
  }

  @Test
  void only_what_is_named_is_set() throws Exception {
    var reset = "groups reset reader --to start --execute --yes --topic ";
    kafka.weir((reset + "rides:1").split(" "));

    assertThat(kafka.committed("reader")).isEqualTo(Map.of(FIRST, 6L, SECOND, 0L));
    assertThat(weir("groups reset reader --to start --topic rides -o name").out().lines())
        .hasSize(2);
    assertThat(weir("groups reset reader --to start --topic rides:7").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(weir("groups reset reader --to start --topic rids").err())
        .contains("Did you mean 'rides'?");
    assertThat(weir("groups reset reader --to start --topic rides:x").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wrong_usage_is_told() {
    assertThat(weir("groups reset reader").err()).contains("Where to?");
    assertThat(weir("groups reset reader").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("groups reset reader --to soon").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("groups reset reader --to end --from-file x").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(weir("groups reset readr --to end").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(weir("groups reset reader --to group:othr").err()).contains("'other'");
  }

  @Test
  void a_group_that_is_not_there_yet_can_be_prepared() throws Exception {
    var made = weir("groups reset fresh --to end --topic rides --execute --yes");

    assertThat(made.err()).contains("There is no group 'fresh' yet");
    assertThat(kafka.committed("fresh")).isEqualTo(Map.of(FIRST, 10L, SECOND, 4L));
  }

  @ParameterizedTest
  @CsvSource({
    "saved.csv, 'rides,0,6\nrides,1,2\n'",
    "saved.json, '[{\"group\":\"reader\",\"topic\":\"rides\",\"partition\":0,\"offset\":6},"
        + "{\"group\":\"reader\",\"topic\":\"rides\",\"partition\":1,\"offset\":2}]\n'",
  })
  void offsets_are_saved_to_a_file_and_restored(String file, String content) throws Exception {
    var saved = weir("groups reset reader --export " + file);
    weir("groups reset reader --to start --execute --yes");
    var restored = weir("groups reset reader --execute --yes --from-file " + file);

    assertThat(saved.exitCode()).isZero();
    assertThat(folder.resolve(file)).hasContent(content);
    assertThat(restored.exitCode()).isZero();
    assertThat(kafka.committed("reader")).isEqualTo(Map.of(FIRST, 6L, SECOND, 2L));
  }

  @Test
  void the_files_of_kafkas_own_tool_are_read() throws Exception {
    Files.writeString(
        folder.resolve("kafka.csv"), "\"reader\",\"rides\",0,5\n\"other\",\"rides\",0,1\n");

    var reset = weir("groups reset reader --execute --yes --from-file kafka.csv");

    assertThat(reset.exitCode()).isZero();
    assertThat(kafka.committed("reader")).isEqualTo(Map.of(FIRST, 5L, SECOND, 2L));
  }

  @Test
  void a_file_that_cannot_be_used_is_told_by_its_line() throws Exception {
    Files.writeString(folder.resolve("bad.csv"), "rides,0,5\nrides,one,5\n");
    Files.writeString(folder.resolve("bad.json"), "[{\"topic\":\"rides\"}]");

    var bad = weir("groups reset reader --from-file bad.csv");

    assertThat(bad.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(bad.err()).contains("line 2 is not topic,partition,offset");
    assertThat(weir("groups reset reader --from-file bad.json").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(weir("groups reset reader --from-file none.csv").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
  }

  private static Ran weir(String line) {
    return kafka.weir(line.split(" "));
  }
}
