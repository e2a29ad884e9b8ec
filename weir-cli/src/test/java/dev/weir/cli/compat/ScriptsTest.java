package dev.weir.cli.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of Kafka's scripts, and what they are in ours.
final class ScriptsTest {
  private static final List<Script> SCRIPTS =
      List.of(new TopicsScript(), new ProducerScript(), new ConsumerScript(), new GroupsScript());

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "kafka-topics --create --topic T --partitions 1 --replication-factor 1 --if-not-exists"
            + " --zookeeper z:2181 = topics create T -p 1 -r 1 --if-not-exists",
        "kafka-topics --list --bootstrap-server b:1 = topics list -o name --internal -b b:1",
        "kafka-topics --list --exclude-internal = topics list -o name",
        "kafka-topics --describe T = topics describe T",
        "kafka-topics --describe = topics list --wide",
        "kafka-topics --describe --under-replicated-partitions = topics describe --under-replicated",
        "kafka-topics --alter --topic T --partitions 3 = topics alter T --yes -p 3",
        "kafka-topics --alter --topic T --delete-config a.b = topics alter T --yes -c a.b|",
        "kafka-topics --delete --topic T --if-exists = topics delete T --yes --if-exists",
        "kafka-console-producer --request-required-acks 1 --broker-list B --topic T"
            + " = produce T -b B --acks 1",
        "kafka-console-producer --topic T --compression-codec --sync = produce T -z gzip",
        "kafka-console-producer --topic T --batch-size 9 = produce T -X batch.size|9",
        "kafka-console-producer --topic T --property parse.key|true --property key.separator|:"
            + " = produce T -K :",
        "kafka-consumer-groups --list = groups list -o name",
        "kafka-consumer-groups --describe --group G = groups describe G",
        "kafka-consumer-groups --describe --group G --members = groups members G",
        "kafka-consumer-groups --describe --all-groups = lag --per-partition",
        "kafka-consumer-groups --delete --group G --group H* = groups delete G H\\* --yes",
        "kafka-consumer-groups --reset-offsets --group G --topic T:0 --to-earliest --execute"
            + " = groups reset G --to start --execute --yes -t T:0",
        "kafka-consumer-groups --reset-offsets --group G --all-topics --by-duration PT1H --timeout 9"
            + " = groups reset G --to -3600s --timeout 9ms",
      })
  void a_line_of_a_script_is_a_line_of_ours(String line, String ours) {
    assertThat(translated(line)).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "--from-beginning --max-messages 100 = consume T --isolation read_uncommitted -n 100 --from"
            + " start -F -Z null -f %v\\n",
        "--timeout-ms 9 = consume T --isolation read_uncommitted --from end -Z null -f %v\\n",
        "--group G = consume T --isolation read_uncommitted -g G --from committed -F -Z null -f"
            + " %v\\n",
        "--partition 2 --offset 7 --isolation-level read_committed = consume T --isolation"
            + " read_committed -p 2 --from 7 -F -Z null -f %v\\n",
        "--property print.key|true --property print.timestamp|true --property key.separator|%"
            + " = consume T --isolation read_uncommitted --from end -F -Z null -f"
            + " CreateTime:%T%%%k%%%v\\n",
      })
  void the_consumer_prints_as_the_script_does(String options, String ours) {
    var line = translated("kafka-console-consumer --topic T " + options);

    // A mark follows, by which the messages are counted.
    assertThat(line).startsWith(ours).hasSize(ours.length() + 37);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka-topics --create --topic T --replica-assignment 0:1",
        "kafka-topics --list --wrong",
        "kafka-topics --topic T",
        "kafka-console-producer --topic T --property parse.headers|true",
        "kafka-console-consumer --topic T --formatter a.B",
        "kafka-console-consumer --topic",
        "kafka-topics --delete --topic T*",
        "kafka-consumer-groups --describe --group G --group H",
        "kafka-consumer-groups --reset-offsets --group G --group H --to-latest",
        "kafka-consumer-groups --reset-offsets --group G --to-latest --dry-run --execute",
        "kafka-consumer-groups --reset-offsets --group G --shift-by 3"
      })
  void what_cannot_be_followed_is_an_error_that_names_it(String line) {
    assertThatThrownBy(() -> translated(line))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Nothing was done: kafka-");
  }

  @Test
  void an_unknown_option_is_wrong_usage_with_the_nearest() {
    var mistyped = Ran.weir("kafka-topics", "--list", "--bootstrap-srver", "b:1");

    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(mistyped.err()).contains("--bootstrap-srver", "did you mean --bootstrap-server?");
  }

  /// Bars stand for equals signs, which tell the two lines apart here.
  private static String translated(String line) {
    var words = Stream.of(line.split(" ")).map(word -> word.replace('|', '=')).toList();
    var script =
        SCRIPTS.stream()
            .filter(one -> one.name().equals(words.getFirst()))
            .findFirst()
            .orElseThrow();
    var ours = script.translate(Given.read(script, words.subList(1, words.size())));
    return String.join(" ", ours.words()).replace('=', '|');
  }
}
