package dev.weir.cli.dlt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.Transactions;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir dlt` on letters as a worker writes them.
@Timeout(180)
final class DltCommandTest {
  private static final String REDRIVE = "redrive";

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static KafkaProducer<String, String> producer;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")));
    var servers = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    producer = new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer());
    try (var admin = Admin.create(servers)) {
      var topics =
          Stream.of("orders", "rides", "elsewhere")
              .map(name -> new NewTopic(name, 2, (short) 1))
              .toList();
      admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ofSeconds(5));
    broker.close();
  }

  @Test
  void list_tells_how_many_whose_and_why() throws Exception {
    letter("seen.dlt", "rides", "NoSuchCard", "1");
    letter("seen.dlt", "rides", "TimeoutException", "2");
    letter("seen.dlt", "rides", "NoSuchCard", "3");

    assertThat(dlt("list").out())
        .startsWith("TOPIC\tLETTERS\tGROUPS\tREASONS\tLAST\n")
        .contains("seen.dlt\t3\tbilling\tNoSuchCard 2, TimeoutException 1\t2026-11-21T10:00:03Z\n");
    assertThat(dlt("list", "seen.dlt", "--reason", "No*", "-o", "json").out())
        .isEqualTo(
            "[{\"topic\":\"seen.dlt\",\"letters\":2,\"groups\":[\"billing\"],"
                + "\"reasons\":{\"NoSuchCard\":2},\"last\":\"2026-11-21T10:00:03Z\"}]\n");
    assertThat(dlt("list", "none.dlt").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void show_decodes_what_the_headers_say() throws Exception {
    letter("shown.dlt", "rides", "NoSuchCard", "4");

    assertThat(dlt("show", "shown.dlt").out().lines())
        .containsExactly(
            "PARTITION\tOFFSET\tTIME\tFROM\tGROUP\tATTEMPTS\tERROR\tMESSAGE\tKEY\tVALUE",
            "0\t0\t2026-11-21T10:00:04Z\trides:1:4\tbilling\t5\tcom.example.NoSuchCard\tno card"
                + "\tkey\t4");
    assertThat(dlt("show", "shown.dlt", "--group", "other").out().lines()).hasSize(1);
    assertThat(dlt("show", "shown.dlt", "--since", "2026-11-22").out().lines()).hasSize(1);
    assertThat(dlt("show", "shown.dlt", "--until", "end").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void letters_go_back_once_as_they_were_whatever_was_chosen_first() throws Exception {
    letter("orders.dlt", "orders", "NoSuchCard", "5");
    letter("orders.dlt", "orders", "TimeoutException", "6");
    letter("orders.dlt", "orders", "NoSuchCard", "7");

    var planned = dlt(REDRIVE, "orders.dlt", "--dry-run");
    var unasked = dlt(REDRIVE, "orders.dlt");
    var some = dlt(REDRIVE, "orders.dlt", "--reason", "NoSuchCard", "--yes");
    var rest = dlt(REDRIVE, "orders.dlt", "--yes");
    var nothing = dlt(REDRIVE, "orders.dlt", "--yes");

    assertThat(planned.out()).isEqualTo("TO\tLETTERS\norders\t3\n");
    assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unasked.err()).contains("3 dead letters of orders.dlt would be sent again");
    assertThat(some.err()).isEqualTo("2 dead letters were sent again.\n");
    assertThat(rest.err()).isEqualTo("1 dead letters were sent again.\n");
    assertThat(nothing).isEqualTo(new Ran(0, "TO\tLETTERS\n", ""));
    assertThat(consumed("orders"))
        .containsExactly(
            "{\"topic\":\"orders\",\"partition\":1,\"offset\":0,\"value\":\"5\",\"own\":\"kept\"}",
            "{\"topic\":\"orders\",\"partition\":1,\"offset\":1,\"value\":\"7\",\"own\":\"kept\"}",
            // the end of the first transaction has an offset of its own
            "{\"topic\":\"orders\",\"partition\":1,\"offset\":3,\"value\":\"6\",\"own\":\"kept\"}");
    assertThat(dlt("show", "orders.dlt").out().lines()).as("they stay there").hasSize(4);
  }

  @Test
  void what_does_not_say_where_it_came_from_stays_unless_a_topic_is_named() throws Exception {
    send(new ProducerRecord<>("homeless.dlt", "lost"));
    letter("homeless.dlt", "rides", "NoSuchCard", "8");

    var redriven = dlt(REDRIVE, "homeless.dlt", "--yes");
    var named = dlt(REDRIVE, "homeless.dlt", "--to", "elsewhere", "--yes");

    assertThat(redriven.exitCode()).isEqualTo(ExitCode.PARTLY);
    assertThat(redriven.err()).contains("1 dead letters were sent", "1 of them do not say");
    assertThat(named.exitCode()).isZero();
    assertThat(consumed("elsewhere")).singleElement().asString().contains("\"lost\"");
  }

  @Test
  void where_the_topic_is_gone_nothing_is_sent() throws Exception {
    letter("gone.dlt", "rides", "NoSuchCard", "9");
    letter("gone.dlt", "removed", "NoSuchCard", "10");

    var redriven = dlt(REDRIVE, "gone.dlt", "--yes");

    assertThat(redriven.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(redriven.err()).contains("Topic 'removed' was not found");
    assertThat(dlt(REDRIVE, "gone.dlt", "--dry-run", "--to", "rides").out()).contains("rides\t2");
    assertThat(Ran.weir("dlt").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static Ran dlt(String... command) {
    var line =
        Stream.concat(
            Stream.concat(Stream.of("dlt"), Stream.of(command)),
            Stream.of("-b", broker.bootstrapServers(), "--timeout", "30s"));
    return Ran.weir(line.toArray(String[]::new));
  }

  /// What of them matters here.
  private static List<String> consumed(String topic) {
    Transactions.settle(broker.bootstrapServers(), topic);
    var consumed =
        Ran.weir("consume", topic, "-o", "json", "-b", broker.bootstrapServers(), "--timeout=30s");
    assertThat(consumed.out()).doesNotContain("weir.dlt", "weir.retry");
    return consumed
        .out()
        .lines()
        .map(line -> line.replaceFirst("\"timestamp\".*?\"value\"", "\"value\""))
        .map(line -> line.replaceFirst("\"headers\".*own.*kept.*", "\"own\":\"kept\"}"))
        .toList();
  }

  /// As a worker of the group `billing` writes it, from partition 1.
  private static void letter(String topic, String origin, String error, String number)
      throws Exception {
    var headers = new RecordHeaders();
    headers.add("own", "kept".getBytes(UTF_8));
    headers.add("weir.retry.attempts", "2".getBytes(UTF_8));
    var said =
        Map.of(
            "topic", origin,
            "partition", "1",
            "offset", number,
            "timestamp", "1000",
            "group", "billing",
            "attempts", "5",
            "error", "com.example." + error,
            "message", "no card",
            "time", "2026-11-21T10:00:%02dZ".formatted(Integer.valueOf(number)));
    said.forEach((name, text) -> headers.add("weir.dlt." + name, text.getBytes(UTF_8)));
    send(new ProducerRecord<>(topic, null, 1_000_000_000_000L, "key", number, headers));
  }

  private static void send(ProducerRecord<String, String> letter) throws Exception {
    producer.send(letter).get(30, TimeUnit.SECONDS);
  }
}
