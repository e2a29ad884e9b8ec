package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.V2;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Section 7 of the contract: how a record is written, in each of the formats.
@Timeout(120)
class FormatsTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);

  @Test
  void a_record_has_its_fields_in_order() {
    var topic = unique("fields");
    var full =
        new ProducerRecord<>(
            topic, 0, 1_700_000_000_000L, "k".getBytes(UTF_8), "v\"".getBytes(UTF_8));
    full.headers().add("h", "x".getBytes(UTF_8)).add("n\"", null);
    client.topic(topic, 1).produce(List.of(full));
    var instance = client.reader("text", topic);

    var answer = client.read(instance);

    assertThat(answer.type()).isEqualTo("application/vnd.kafka.text.v2+json");
    assertThat(answer.body())
        .isEqualTo(
            "[{\"topic\":\"%s\",\"key\":\"k\",\"value\":\"v\\\"\",\"partition\":0,\"offset\":0,\"timestamp\":1700000000000,\"headers\":[{\"key\":\"h\",\"value\":\"eA==\"},{\"key\":\"n\\\"\",\"value\":null}]}]"
                .formatted(topic));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "binary | abc      | \"YWJj\"",
        "binary | ab       | \"YWI=\"",
        "binary | a        | \"YQ==\"",
        "json   | {\"b\":1.50,  \"a\":1e3} | {\"b\":1.50,  \"a\":1e3}",
        "json   | \"ä\\u0041\"  | \"ä\\u0041\"",
        "json   | true     | true",
        "json   | null     | null",
        "text   | ä€😀 \\ \" | \"ä€😀 \\\\ \\\"\"",
      })
  void each_format_has_its_values(String format, String value, String written) {
    var topic = unique("format");
    client.topic(topic, 1).produce(topic, value);
    var instance = client.reader(format, topic);

    var answer = client.read(instance);

    assertThat(answer.body()).contains("\"value\":" + written + ",\"partition\":0");
    assertThat(answer.json()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "json", "text"})
  void nothing_is_null_and_an_empty_value_is_not(String format) {
    var topic = unique("nothing");
    var nothing = new ProducerRecord<byte[], byte[]>(topic, 0, null, null);
    var empty = new ProducerRecord<>(topic, 0, new byte[0], new byte[0]);
    client.topic(topic, 1).produce(List.of(nothing));
    var instance = client.reader(format, topic);

    assertThat(client.read(instance).body()).contains("\"key\":null,\"value\":null");

    client.produce(List.of(empty));
    var answer = client.read(instance);
    if (format.equals("json")) {
      assertThat(answer.error()).isEqualTo("422/42203");
    } else {
      assertThat(answer.body()).contains("\"key\":\"\",\"value\":\"\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "json,   -,                                  200, -",
        "json,   */*,                                200, -",
        "json,   application/json,                   200, -",
        "json,   application/vnd.kafka.v2+json,      200, -",
        "json,   application/vnd.kafka.json.v2+json, 200, -",
        "binary, application/vnd.kafka.binary.v2+json; charset=utf-8, 200, -",
        "binary, APPLICATION/vnd.kafka.BINARY.v2+json, 200, -",
        "json,   application/vnd.kafka.binary.v2+json, 406, 40601",
        "binary, application/vnd.kafka.json.v2+json, 406, 40601",
        "text,   application/vnd.kafka.avro.v2+json, 406, 40601",
        "json,   text/html,                          406, 406",
      })
  void a_read_asks_for_the_format_of_its_instance(
      String format, String accept, int status, Integer code) {
    var topic = unique("accept");
    client.topic(topic, 1).produce(topic, "1");
    var instance = client.reader(format, topic);

    var answer =
        accept == null
            ? client.read(instance)
            : client.send("GET", instance + "/records?timeout=10000", "", "Accept", accept);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (code != null) assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.type())
        .isEqualTo(status == 200 ? "application/vnd.kafka.%s.v2+json".formatted(format) : V2);
    if (status != 200) assertThat(client.read(instance).json()).hasSize(1);
  }

  @Test
  void of_several_accepted_types_the_best_counts() {
    var topic = unique("several");
    client.topic(topic, 1).produce(topic, "1");
    var instance = client.reader("json", topic);
    var best = "application/vnd.kafka.binary.v2+json;q=0.4, application/vnd.kafka.json.v2+json";

    var answer = client.send("GET", instance + "/records?timeout=10000", "", "Accept", best);

    assertThat(answer.all("value")).containsExactly("1");
  }

  @Test
  void a_record_that_is_not_of_the_format_fails_the_read_and_can_be_passed_over() {
    var topic = unique("bad");
    client.topic(topic, 1).produce(topic, "1", "not json", "3");
    var instance = client.reader("json", topic);

    var first = client.read(instance);
    var second = client.read(instance);
    var position =
        "{\"offsets\":[{\"topic\":\"%s\",\"partition\":0,\"offset\":2}]}".formatted(topic);
    client.post(instance + "/positions", position);

    assertThat(first.error()).isEqualTo("422/42203");
    assertThat(first.message()).contains(topic).contains("partition 0").contains("offset 1");
    assertThat(second.error()).isEqualTo("422/42203");
    assertThat(client.read(instance).all("value")).containsExactly("3");
  }

  @Test
  void bytes_that_are_no_utf_8_are_no_text() {
    var topic = unique("utf8");
    client.topic(topic, 1);
    client.produce(List.of(new ProducerRecord<>(topic, 0, null, new byte[] {(byte) 0xff, 1})));
    var instance = client.reader("text", topic);

    assertThat(client.read(instance).error()).isEqualTo("422/42203");
  }
}
