package dev.weir.cli.compat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.terminal.Stdout;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The lines that a Kafka user knows by heart, one after another, against a real broker.
@Timeout(180)
final class KafkaNotesTest {
  @TempDir private Path folder;

  @Test
  void what_is_known_by_heart_works_unchanged() throws Exception {
    var kafka = EmbeddedBroker.Options.in(folder.resolve("kafka"));
    try (var broker = EmbeddedBroker.start(kafka)) {
      var at = "--bootstrap-server=" + broker.bootstrapServers();
      var hundred = IntStream.rangeClosed(1, 100).mapToObj("%d\n"::formatted);
      var numbers = hundred.collect(Collectors.joining());

      var created =
          weir(
              "kafka-topics --create --topic T --partitions 1 --replication-factor 1"
                  + " --if-not-exists --zookeeper localhost:2181 "
                  + at);
      var listed = weir("kafka-topics --list " + at);
      var described = weir("kafka-topics --describe T " + at);
      var sent =
          Ran.Around.in(folder)
              .given(numbers)
              .weir(
                  ("kafka-console-producer --request-required-acks 1 --topic T --broker-list "
                          + broker.bootstrapServers())
                      .split(" "));
      var read = weir("kafka-console-consumer --topic T --from-beginning --max-messages 100 " + at);

      assertThat(created.exitCode()).as(created.err()).isZero();
      assertThat(created.err()).contains("--zookeeper is ignored");
      assertThat(listed.out().lines()).contains("T");
      assertThat(described.out()).contains("T");
      assertThat(sent.exitCode()).as(sent.err()).isZero();
      assertThat(read.out()).isEqualTo(numbers);
      assertThat(read.err()).endsWith("Processed a total of 100 messages\n");
      assertThat(read.exitCode()).isZero();
      groups(at, numbers);
    }
  }

  private void groups(String at, String numbers) throws Exception {
    Files.writeString(folder.resolve("client.properties"), "client.id=known\n");

    var read =
        weir(
            "kafka-console-consumer --topic T --group G --from-beginning --timeout-ms 5000"
                + " --consumer.config client.properties "
                + at);

    assertThat(read.out()).as(read.err()).isEqualTo(numbers);
    assertThat(weir("kafka-consumer-groups --list " + at).out()).isEqualTo("G\n");
    assertThat(weir("kafka-consumer-groups --describe --group G " + at).out()).contains("100");
  }

  @Test
  void messages_are_counted_and_not_changed_whatever_they_hold() {
    var bytes = new ByteArrayOutputStream();
    var out = new Stdout(bytes);
    var counted = new Counted(out, "#mark".getBytes(UTF_8));

    counted.write("a#b\n#mark##mar#mark#m".getBytes(UTF_8), 0, 21);
    counted.flush();

    assertThat(bytes.toString(UTF_8)).isEqualTo("a#b\n##mar");
    assertThat(counted.count()).isEqualTo(2);
  }

  private Ran weir(String line) {
    return Ran.Around.in(folder).weir(line.split(" "));
  }
}
