package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `consume` and `topics` against a real broker.
@Timeout(60)
final class ConsumeCommandTest {
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void start() {
    var options = EmbeddedBroker.Options.in(folder.resolve("kafka")).with("num.partitions", "3");
    broker = EmbeddedBroker.start(options);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ofSeconds(5));
    broker.close();
  }

  @Test
  void all_messages_there_are_now_are_printed_then_it_ends() throws Exception {
    var sent = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
    send("numbers", sent);

    var consumed = weir("consume", "numbers");

    assertThat(consumed.exitCode()).isZero();
    assertThat(consumed.out().lines()).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(consumed.err()).isEmpty();
  }

  @Test
  void no_more_are_printed_than_were_asked_for() throws Exception {
    send("many", List.of("a", "b", "c", "d", "e"));

    assertThat(weir("consume", "many", "-n", "2").out().lines()).hasSize(2);
  }

  @Test
  void at_the_end_there_is_nothing_yet() throws Exception {
    send("old", List.of("a"));

    assertThat(weir("consume", "old", "--from", "end")).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void who_follows_sees_what_arrives_later() throws Exception {
    send("live", List.of("first"));
    var bootstrap = broker.bootstrapServers();

    try (var follow =
        WeirProcess.start(folder, "consume", "live", "-F", "-n", "2", "-b", bootstrap)) {
      var first = follow.outUpTo("first");
      send("live", List.of("second"));

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
    sent(List.of(message));

    var consumed = weir("consume", "full", "-o", "json");

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

    var consumed = weir("consume", "order");

    assertThat(consumed.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(consumed.err()).contains("'order'").contains("Did you mean 'orders'?");
    assertThat(weir("topics", "-o", "name").out().lines())
        .contains("orders")
        .doesNotContain("order");
  }

  @Test
  void topics_are_listed_with_their_partitions() throws Exception {
    send("listed", List.of("a"));

    assertThat(weir("topics").out()).startsWith("NAME\tPARTITIONS\n").contains("listed\t3\n");
    assertThat(weir("topics", "-o", "json").out())
        .contains("{\"name\":\"listed\",\"partitions\":3}");
  }

  @Test
  void a_reader_that_goes_away_ends_it_silently() throws Exception {
    send("long", IntStream.range(0, 50_000).mapToObj("number %d"::formatted).toList());
    var consume = WeirProcess.line("consume", "long", "-b", broker.bootstrapServers());
    var quoted = consume.stream().map("'%s'"::formatted).collect(Collectors.joining(" "));
    var script = quoted + " 2>err.txt | head -1; code=${PIPESTATUS[0]}; cat err.txt; echo $code";

    var shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();

    assertThat(shell.inputReader().readAllAsString()).matches("number \\d+\n141\n");
  }

  private static Ran weir(String... command) {
    var line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-b", broker.bootstrapServers()));
    return Ran.weir(line.toArray(String[]::new));
  }

  private static void send(String topic, List<String> values) throws Exception {
    sent(
        values.stream()
            .map(value -> new ProducerRecord<byte[], byte[]>(topic, value.getBytes(UTF_8)))
            .toList());
  }

  private static void sent(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
    for (var future : messages.stream().map(producer::send).toList()) {
      future.get(20, TimeUnit.SECONDS);
    }
  }
}
