package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `consume` against a real broker.
@Timeout(180)
@ExtendWith(Kafka.class)
final class ConsumeCommandTest {
  @TempDir private static Path folder;

  @Test
  void all_messages_there_are_now_are_printed_then_it_ends() throws Exception {
    var sent = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
    send("numbers", sent);

    var consumed = Kafka.weir("consume", "numbers");

    assertThat(consumed.exitCode()).isZero();
    assertThat(consumed.out().lines()).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(consumed.err()).isEmpty();
  }

  @Test
  void no_more_are_printed_than_were_asked_for() throws Exception {
    send("many", List.of("a", "b", "c", "d", "e"));

    assertThat(Kafka.weir("consume", "many", "-n", "2").out().lines()).hasSize(2);
  }

  @Test
  void at_the_end_there_is_nothing_yet() throws Exception {
    send("old", List.of("a"));

    assertThat(Kafka.weir("consume", "old", "--from", "end")).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void who_follows_sees_what_arrives_later() throws Exception {
    send("live", List.of("first"));
    var line = Kafka.line("consume", "live", "-F", "-n", "2");

    try (var follow = WeirProcess.start(folder, line)) {
      var first = follow.outUpTo("first");
      more("live", List.of("second"));

      assertThat(first).isEqualTo("first\n");
      assertThat(follow.out()).isEqualTo("second\n");
      assertThat(follow.exitCode()).isZero();
    }
  }

  @Test
  void json_tells_everything_and_loses_no_byte() throws Exception {
    var message =
        new ProducerRecord<byte[], byte[]>("full", 1, 1234L, null, new byte[] {(byte) 0xff});
    message.headers().add(new RecordHeader("trace", "ä\n".getBytes(UTF_8)));
    Kafka.create("full", 3, Map.of());
    Kafka.sent(List.of(message));

    var consumed = Kafka.weir("consume", "full", "-o", "json");

    assertThat(consumed.out())
        .isEqualTo(
            """
            {"topic":"full","partition":1,"offset":0,"timestamp":1234,"key":null,\
            "value":{"base64":"/w=="},"headers":[{"key":"trace","value":"ä\\n"}]}
            """);
  }

  @Test
  void a_topic_that_is_not_there_is_not_made_and_the_nearest_is_named() throws Exception {
    send("orders", List.of("a"));

    var consumed = Kafka.weir("consume", "order");

    assertThat(consumed.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(consumed.err()).contains("'order'").contains("Did you mean 'orders'?");
    assertThat(Kafka.weir("topics", "-o", "name").out().lines())
        .contains("orders")
        .doesNotContain("order");
  }

  @Test
  void a_reader_that_goes_away_ends_it_silently() throws Exception {
    send("long", IntStream.range(0, 50_000).mapToObj("number %d"::formatted).toList());
    var consume = WeirProcess.line(Kafka.line("consume", "long"));
    var quoted = consume.stream().map("'%s'"::formatted).collect(Collectors.joining(" "));
    var script = quoted + " 2>err.txt | head -1; code=${PIPESTATUS[0]}; cat err.txt; echo $code";

    var shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();

    assertThat(shell.inputReader().readAllAsString()).matches("number \\d+\n141\n");
  }

  @Test
  void a_file_that_takes_no_more_is_an_error() throws Exception {
    send("disk", IntStream.range(0, 50_000).mapToObj("number %d"::formatted).toList());
    var consume = WeirProcess.line(Kafka.line("consume", "disk"));
    var quoted = consume.stream().map("'%s'"::formatted).collect(Collectors.joining(" "));
    var script = "ulimit -f 100; " + quoted + " 2>err.txt >out.txt; echo $?; cat err.txt";

    var shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();

    assertThat(shell.inputReader().readAllAsString())
        .startsWith("1\n")
        .contains("weir: The output cannot be written");
  }

  @Test
  void memory_that_is_not_enough_ends_it_at_once() throws Exception {
    Kafka.create("one-large", 1, Map.of("max.message.bytes", "33000000"));
    Files.writeString(folder.resolve("large.txt"), "x".repeat(30_000_000));
    var sent =
        Kafka.weir("produce", "one-large", "-z", "none", folder.resolve("large.txt").toString());
    var line = new ArrayList<>(WeirProcess.line(Kafka.line("consume", "one-large")));
    line.add(1, "-Xmx24m");

    var builder = new ProcessBuilder(line).redirectErrorStream(true).directory(folder.toFile());
    var process = builder.start();
    var told = process.inputReader().readAllAsString();

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(told).contains("weir: failed: java.lang.OutOfMemoryError").doesNotContain("hangs");
    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED);
  }

  private static void send(String topic, List<String> values) throws Exception {
    Kafka.create(topic, 3, Map.of());
    more(topic, values);
  }

  private static void more(String topic, List<String> values) throws Exception {
    Kafka.sent(
        values.stream()
            .map(value -> new ProducerRecord<byte[], byte[]>(topic, value.getBytes(UTF_8)))
            .toList());
  }
}
