package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.SchemaRegistry;
import dev.weir.testkit.WeirExtension;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records with schemas come as the JSON that they were written from.
@Timeout(120)
class SchemasTest {
  @RegisterExtension static final SchemaRegistry registry = SchemaRegistry.create();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("registry.url", registry.url().toString());

  private final Client client = new Client(weir);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          avro       | {\\"type\\":\\"map\\",\\"values\\":\\"int\\"}
          jsonschema | {\\"type\\":\\"object\\"}
          protobuf   | syntax = \\"proto3\\"; message M { optional int32 a = 1; }
          """)
  void what_was_written_with_a_schema_is_read(String format, String schema) {
    var topic = unique("schema");
    client.topic(topic, 1);
    var body =
        "{\"value_schema\":\"%s\",\"records\":[{\"value\":{\"a\":1}},{\"value\":null}]}"
            .formatted(schema);
    var type = "application/vnd.kafka.%s.v2+json".formatted(format);
    var written = client.send("POST", "/topics/" + topic, body, "Content-Type", type);
    assertThat(written.status()).as(written.body()).isEqualTo(200);

    var instance = client.reader(format, topic);
    var read = client.send("GET", instance + "/records?timeout=10000", "", "Accept", type);

    assertThat(read.type()).isEqualTo(type);
    assertThat(read.body())
        .contains("\"key\":null,\"value\":{\"a\":1},\"partition\":0,\"offset\":0")
        .contains("\"value\":null,\"partition\":0,\"offset\":1");
  }

  @Test
  void a_value_without_a_schema_fails_the_read() {
    var topic = unique("schema");
    client.topic(topic, 1).produce(topic, "plain");
    var instance = client.reader("avro", topic);

    assertThat(client.read(instance).error()).isEqualTo("422/42203");
  }

  @Test
  void a_schema_that_the_registry_does_not_have_fails_the_read() {
    var topic = unique("schema");
    client.topic(topic, 1);
    client.produce(List.of(new ProducerRecord<>(topic, 0, null, new byte[] {0, 0, 0, 99, 99, 1})));
    var instance = client.reader("avro", topic);

    assertThat(client.read(instance).status()).isIn(408, 422);
  }
}
