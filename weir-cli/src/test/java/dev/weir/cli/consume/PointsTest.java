package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Transactions;
import dev.weir.cli.terminal.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From where to where is read, in topics of each kind.
@Timeout(180)
@ExtendWith(Kafka.class)
final class PointsTest {
  private static Instant first;

  /// Ten messages, one an hour, of which the first two are deleted.
  @BeforeAll
  static void hours() throws Exception {
    first = Instant.now().minus(Duration.ofHours(10));
    Kafka.create("hours", 1, Map.of("message.timestamp.type", "CreateTime"));
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var i = 0; i < 10; i++) {
      var time = first.plus(Duration.ofHours(i)).toEpochMilli();
      messages.add(new ProducerRecord<>("hours", 0, time, null, ("" + i).getBytes(UTF_8)));
    }
    Kafka.sent(messages);
    var before = Map.of(new TopicPartition("hours", 0), RecordsToDelete.beforeOffset(2));
    Kafka.ask(admin -> admin.deleteRecords(before).all().get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --from start             | 23456789
          --from end               |
          --from 0                 | 23456789
          --from 7                 | 789
          --from 100               |
          --from -3                | 789
          --from -0                |
          --from -100              | 23456789
          --from -150m             | 89
          --from -1m               |
          --from @5                | 56789
          --from ISO5              | 56789
          --to 5                   | 234
          --to end                 | 23456789
          --to -2                  | 234567
          --to @5                  | 234
          --to -150m               | 234567
          --from 4 --to 6          | 45
          --from 6 --to 4          |
          --from -2 -n 1           | 8
          --from -5 --to -2        | 567
          -n 3 -e                  | 234
          """)
  void each_kind_of_point_is_a_place(String options, String values) {
    var fifth = first.plus(Duration.ofHours(5));
    var line = new ArrayList<>(List.of("consume", "hours"));
    line.addAll(
        List.of(
            options
                .replace("@5", "@" + fifth.toEpochMilli())
                .replace("ISO5", "" + fifth)
                .split(" ")));

    var consumed = Kafka.weir(line.toArray(String[]::new));

    assertThat(consumed.err()).isEmpty();
    assertThat(consumed.exitCode()).isZero();
    assertThat(consumed.out().replace("\n", "")).isEqualTo(values == null ? "" : values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --from soon              | 'soon' is no place in a topic
          --from committed         | name it, -g
          --to 5 -F                | say one of them
          -n 0                     | -n must be 1 or more
          -p 1-                    | are no partitions such as 0,2-4
          --isolation dirty        | dirty
          -o template              | wants a format
          -f %v -o json            | say one of them
          -f %x                    | at position 1
          --jq =                   | at position 1
          --commit at-least-once   | for groups
          -g a --commit sometimes  | neither at-most-once nor at-least-once
          -g a --no-commit --commit at-most-once | say one of them
          -g a -p 0                | without a group
          -g a --to 5              | without a group
          -g a --from 5            | 'weir groups reset' moves it
          --decode avro            | none is known
          --decode xml             | xml
          --registry here          | 'here' is no address
          -r hours(                | is no regular expression
          """)
  void what_makes_no_sense_is_said_before_anything_is_done(String options, String why) {
    var line = new ArrayList<>(List.of("consume", "hours"));
    line.addAll(List.of(options.split(" ")));

    var consumed = Kafka.weir(line.toArray(String[]::new));

    assertThat(consumed.err()).contains(why);
    assertThat(consumed.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(consumed.out()).isEmpty();
  }

  @Test
  void partitions_and_topics_are_chosen() throws Exception {
    for (var topic : List.of("chosen-a", "chosen-b")) {
      Kafka.create(topic, 4, Map.of());
      var messages = new ArrayList<ProducerRecord<byte[], byte[]>>();
      for (var i = 0; i < 4; i++) {
        var value = (topic + i).getBytes(UTF_8);
        messages.add(new ProducerRecord<>(topic, i, null, value));
      }
      Kafka.sent(messages);
    }

    assertThat(Kafka.weir("c", "chosen-a", "-p", "0,2-3").out().lines())
        .containsExactlyInAnyOrder("chosen-a0", "chosen-a2", "chosen-a3");
    assertThat(Kafka.weir("c", "chosen-a", "chosen-b", "-p", "1").out().lines())
        .containsExactlyInAnyOrder("chosen-a1", "chosen-b1");
    assertThat(Kafka.weir("c", "-r", "chosen-.*", "-p", "1").out().lines())
        .containsExactlyInAnyOrder("chosen-a1", "chosen-b1");
    assertThat(Kafka.weir("c", "-r", "chosen").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(Kafka.weir("c", "chosen-a", "-p", "4").err()).contains("Partition 4 cannot be read");
    assertThat(Kafka.weir("c", "chosen-a", "-p", "4").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void what_was_aborted_is_not_seen_and_does_not_keep_it_from_ending() throws Exception {
    transactions("accounts");

    assertThat(Kafka.weir("c", "accounts").out()).isEqualTo("c0\nc1\nc2\nc3\n");
    assertThat(Kafka.weir("c", "accounts", "--isolation", "read_uncommitted").out())
        .isEqualTo("c0\na0\nc1\na1\nc2\na2\nc3\na3\n");
  }

  @Test
  void the_last_messages_are_counted_where_not_each_offset_has_one() throws Exception {
    transactions("ledger");

    assertThat(Kafka.weir("c", "ledger", "--from", "-3").out()).isEqualTo("c1\nc2\nc3\n");
    assertThat(Kafka.weir("c", "ledger", "--from", "-3", "--to", "-1").out()).isEqualTo("c1\nc2\n");
    assertThat(Kafka.weir("c", "ledger", "--from", "-9").out()).isEqualTo("c0\nc1\nc2\nc3\n");
    assertThat(Kafka.weir("tail", "ledger", "-n", "4").out().lines().map(PointsTest::lastWord))
        .containsExactly("c0", "c1", "c2", "c3");
  }

  private static String lastWord(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  /// Four that are committed, each followed by one that is aborted.
  private static void transactions(String topic) throws Exception {
    Kafka.create(topic, 1, Map.of());
    try (var producer = Kafka.producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      for (var i = 0; i < 4; i++) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(topic, ("c" + i).getBytes(UTF_8)));
        producer.commitTransaction();
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(topic, ("a" + i).getBytes(UTF_8)));
        producer.flush();
        producer.abortTransaction();
      }
    }
    Transactions.settle(Kafka.address(), topic);
  }

  @Test
  void a_compacted_topic_ends_where_it_ends() throws Exception {
    Kafka.create(
        "states",
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "50",
            "max.compaction.lag.ms", "50",
            "min.cleanable.dirty.ratio", "0.01"));
    for (var i = 0; i < 30; i++) {
      Kafka.sent(List.of(Kafka.message("states", i % 3 == 0 ? "a" : "b", "v" + i)));
    }

    var out = "v0\n";
    while (out.startsWith("v0\n")) {
      // Each makes it look again whether the segment is old enough.
      Kafka.sent(List.of(Kafka.message("states", "b", "last")));
      out = Kafka.weir("c", "states").out();
    }

    assertThat(out).contains("v27\n").endsWith("last\n");
    assertThat(Kafka.weir("c", "states", "--from", "-2").out().lines()).hasSize(2);
  }
}
