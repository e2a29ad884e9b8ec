package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.RegistryConfig;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas.Side;
import dev.weir.gateway.web.Format;
import dev.weir.testkit.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Bytes that schemas of a registry describe.
@Timeout(180)
@ExtendWith(Kafka.class)
final class SchemasTest {
  @RegisterExtension static final SchemaRegistry REGISTRY = SchemaRegistry.create();

  private static final String AVRO =
      """
      {"type":"record","name":"Ride","fields":[
        {"name":"city","type":"string"},{"name":"km","type":"double"}]}
      """;
  private static final String PROTO =
      "syntax = \"proto3\"; message Car { string plate = 1; int32 seats = 2; }";

  @BeforeAll
  static void messages() throws Exception {
    var config = new RegistryConfig(REGISTRY.url(), Duration.ofSeconds(5), true);
    try (var registry = new Registry(() -> config, System::nanoTime)) {
      var ride = registry.schema(Format.AVRO, Side.VALUE, "schemas", SchemaChoice.text(AVRO));
      var car = registry.schema(Format.PROTOBUF, Side.KEY, "schemas", SchemaChoice.text(PROTO));
      var key = car.encode("{\"plate\":\"A1\",\"seats\":4}".getBytes(UTF_8));
      var value = ride.encode("{\"city\":\"Oslo\",\"km\":2.5}".getBytes(UTF_8));
      var zero = new byte[] {0, 0, 0, 0, 99, 1};
      Kafka.create("schemas", 1, Map.of());
      Kafka.sent(
          List.of(
              new ProducerRecord<>("schemas", key, value),
              new ProducerRecord<>("schemas", null, "plain".getBytes(UTF_8)),
              new ProducerRecord<>("schemas", null, zero)));
    }
  }

  @Test
  void what_names_its_schema_is_decoded_and_all_else_stays() {
    var consumed = weir("-f", "%k %v\\n");

    assertThat(consumed.out())
        .isEqualTo(
            """
            {"plate":"A1","seats":4} {"city":"Oslo","km":2.5}
             plain
             \0\0\0\0c\1
            """);
    assertThat(consumed.err()).isEmpty();
    assertThat(REGISTRY.requests()).filteredOn(one -> one.contains("/99")).hasSize(1);
  }

  @Test
  void json_holds_it_as_json_and_filters_look_into_it() {
    assertThat(weir("-o", "json", "--jq", ".km > 2").out())
        .contains(
            "\"key\":{\"plate\":\"A1\",\"seats\":4},\"value\":{\"city\":\"Oslo\",\"km\":2.5},");
    assertThat(weir("--grep", "Oslo", "-f", "%o").out()).isEqualTo("0");
    assertThat(weir("--key", "*A1*", "-f", "%o").out()).isEqualTo("0");
  }

  @Test
  void a_format_decodes_where_it_says_so() {
    assertThat(weir("-n", "1", "-f", "%k{proto} %v{avro} %v{avro}{trunc:3}").out())
        .isEqualTo("{\"plate\":\"A1\",\"seats\":4} {\"city\":\"Oslo\",\"km\":2.5} {\"c…");
    assertThat(weir("-n", "1", "-f", "%V %v{hex}").out()).startsWith("18 0000000001");
  }

  @Test
  void beside_lengths_bytes_stay_as_they_are() {
    assertThat(weir("--from", "1", "-n", "1", "-f", "%V:%v").out()).isEqualTo("5:plain");
    assertThat(weir("-n", "1", "-f", "%V:%v").out()).startsWith("18:\0\0\0\0\u0001\bOslo");
  }

  @Test
  void what_is_not_what_it_should_be_is_told_with_its_place() {
    var consumed = weir("--decode", "avro", "-f", "%o %v\\n");

    assertThat(consumed.out()).isEqualTo("0 {\"city\":\"Oslo\",\"km\":2.5}\n");
    assertThat(consumed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(consumed.err())
        .contains("Message 1 of schemas-0 cannot be decoded", "--decode auto");
    assertThat(weir("--decode", "proto", "-n", "1").err()).contains("The bytes are avro");
    assertThat(weir("--decode", "avro", "--from", "2").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void a_registry_that_is_away_is_told_once_and_nothing_is_lost() {
    REGISTRY.failing(503);

    var consumed = weir("-f", "%v{hex}|%v\\n");
    var strict = weir("--decode", "avro");

    assertThat(consumed.out().lines()).hasSize(3);
    assertThat(consumed.exitCode()).isZero();
    assertThat(consumed.err().lines()).hasSize(1).first().asString().contains("registry");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  private static dev.weir.cli.Ran weir(String... options) {
    var line =
        new java.util.ArrayList<>(List.of("c", "schemas", "--registry", "" + REGISTRY.url()));
    line.addAll(List.of(options));
    return Kafka.weir(line.toArray(String[]::new));
  }
}
