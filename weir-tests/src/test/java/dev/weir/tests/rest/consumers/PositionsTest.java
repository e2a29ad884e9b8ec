package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 6 of the contract: seek.
@Timeout(120)
class PositionsTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);

  @Test
  void a_seek_right_after_a_subscription_works() {
    var topic = unique("seek");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance = client.reader("json", topic);

    var answer = client.post(instance + "/positions", offsets(topic, 0, 2));

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(client.read(instance).all("value")).containsExactly("2");
  }

  @Test
  void a_seek_goes_back_over_what_was_read_and_what_was_fetched() {
    var topic = unique("back");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance = client.reader("json", topic);
    assertThat(client.read(instance, 1).all("value")).containsExactly("0");

    client.post(instance + "/positions", offsets(topic, 0, 0));

    assertThat(client.read(instance).all("value")).containsExactly("0", "1", "2");
  }

  @Test
  void the_beginning_and_the_end_are_positions() {
    var topic = unique("ends");
    client.topic(topic, 1).produce(topic, "0", "1");
    var instance = client.reader("json", topic);
    var partitions = partitions(topic, 0);

    assertThat(client.post(instance + "/positions/end", partitions).status()).isEqualTo(204);
    client.produce(topic, "2");
    assertThat(client.read(instance).all("value")).containsExactly("2");
    assertThat(client.post(instance + "/positions/beginning/", partitions).status()).isEqualTo(204);
    assertThat(client.read(instance).all("value")).containsExactly("0", "1", "2");
  }

  @Test
  void a_time_is_a_position() {
    var topic = unique("time");
    client.topic(topic, 1);
    var first =
        new ProducerRecord<byte[], byte[]>(topic, 0, 1_700_000_000_000L, null, "0".getBytes(UTF_8));
    var second =
        new ProducerRecord<byte[], byte[]>(topic, 0, 1_700_000_060_000L, null, "1".getBytes(UTF_8));
    client.produce(List.of(first, second));
    var instance = client.reader("json", topic);

    var between = client.post(instance + "/positions", time(topic, "\"2023-11-14T22:13:30Z\""));
    var fromBetween = client.read(instance);
    var zone = client.post(instance + "/positions", time(topic, "\"2023-11-14T23:13:20+01:00\""));
    var fromZone = client.read(instance);
    var late = client.post(instance + "/positions", time(topic, "\"2030-01-01T00:00:00Z\""));
    client.produce(topic, "2");
    var fromLate = client.read(instance);

    assertThat(between.status()).as(between.body()).isEqualTo(204);
    assertThat(fromBetween.all("value")).containsExactly("1");
    assertThat(zone.status()).isEqualTo(204);
    assertThat(fromZone.all("value")).containsExactly("0", "1");
    assertThat(late.status()).isEqualTo(204);
    assertThat(fromLate.all("value")).containsExactly("2");
  }

  @Test
  void positions_need_an_assigned_partition() {
    var topic = unique("foreign");
    client.topic(topic, 1).produce(topic, "0");
    var instance = client.reader("json", topic);

    assertThat(client.post(instance + "/positions", offsets(topic, 7, 0)).error())
        .isEqualTo("409/40903");
    assertThat(client.post(instance + "/positions/beginning", partitions(topic, 7)).error())
        .isEqualTo("409/40903");
    assertThat(client.post(instance + "/positions/end", partitions("elsewhere", 0)).error())
        .isEqualTo("409/40903");
    assertThat(
            client
                .post(instance + "/positions", time("elsewhere", "\"2023-11-14T22:13:30Z\""))
                .error())
        .isEqualTo("409/40903");
    assertThat(client.read(instance).all("value")).containsExactly("0");
  }

  @Test
  void a_group_that_may_begin_nowhere_by_itself_is_told_where() {
    var topic = unique("nowhere");
    client.topic(topic, 1).produce(topic, "0", "1");
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"none\"}");
    client.subscribe(instance, topic);

    var assigned = client.get(instance + "/assignments");
    assertThat(assigned.status()).as(assigned.body()).isEqualTo(200);
    assertThat(client.read(instance).status()).isEqualTo(500);
    assertThat(client.get(instance + "/assignments").status()).isEqualTo(200); // fails once more
    var sought = client.post(instance + "/positions/beginning", partitions(topic, 0));

    assertThat(sought.status()).as(sought.body()).isEqualTo(204);
    assertThat(client.read(instance).all("value")).containsExactly("0", "1");
  }

  @Test
  void positions_need_a_subscription() {
    var instance = client.create(unique("group"), "{}");

    assertThat(client.post(instance + "/positions", offsets("t", 0, 0)).error())
        .isEqualTo("409/40903");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      nullValues = "-",
      value = {
        "positions           | -   | empty",
        "positions           | {}  | offsets",
        "positions           | {\"offsets\":{}} | offsets",
        "positions           | {\"offsets\":[{\"topic\":\"t\",\"partition\":0}]} | offset",
        "positions           | {\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":-1}]} | offset",
        "positions           | {\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":\"x\"}]} | offset",
        "positions           | {\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":1.5}]} | offset",
        "positions           | {\"timestamps\":[{\"topic\":\"t\",\"partition\":0,\"timestamp\":\"noon\"}]} | noon",
        "positions           | {\"timestamps\":[{\"topic\":\"t\",\"partition\":0}]} | timestamp",
        "positions/beginning | {}  | partitions",
        "positions/end       | -   | empty",
      })
  void a_wrong_position_is_refused(String call, String body, String named) {
    var instance = client.create(unique("group"), "{}");

    var answer = client.post(instance + "/" + call.strip(), body == null ? "" : body);

    assertThat(answer.error()).as(answer.body()).isEqualTo("422/422");
    assertThat(answer.message()).contains(named);
  }

  private static String offsets(String topic, int partition, long offset) {
    return "{\"offsets\":[{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"metadata\":\"m\"}]}"
        .formatted(topic, partition, offset);
  }

  private static String partitions(String topic, int partition) {
    return "{\"partitions\":[{\"topic\":\"%s\",\"partition\":%d}]}".formatted(topic, partition);
  }

  private static String time(String topic, String time) {
    return "{\"timestamps\":[{\"topic\":\"%s\",\"partition\":0,\"timestamp\":%s}]}"
        .formatted(topic, time);
  }
}
