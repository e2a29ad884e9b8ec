package dev.weir.tests.rest.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.rest.meta.Calls.Got;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /admin/topics`.
@Timeout(120)
class CreationTest {
  private static final String JSON_V2 = "application/vnd.kafka.json.v2+json";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private static final Calls rest = new Calls(weir);

  @ParameterizedTest
  @ValueSource(
      strings = {JSON_V2, "application/vnd.kafka.v2+json", "application/json; charset=utf-8"})
  void a_topic_is_made_and_there_at_once(String type) {
    var name = "made" + type.length();
    var body = "{\"topic_name\":\"" + name + "\",\"partitions_count\":3,\"replication_factor\":1}";

    var made = rest.send("POST", "/admin/topics", type, body);

    made.is(201, "{}");
    assertThat(made.type()).isEqualTo("application/vnd.kafka.v2+json");
    assertThat(rest.get("/topics/" + name + "/partitions/2").is(200).body()).contains("leader");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mapped | {\"retention.ms\":1234}",
        "listed | [{\"name\":\"retention.ms\",\"value\":\"1234\"}]"
      })
  void settings_are_given_in_two_shapes(String name, String configs) {
    create("{\"topic_name\":\"%s\",\"configs\":%s}".formatted(name, configs)).is(201, "{}");

    assertThat(rest.get("/topics/" + name).is(200).body()).contains("\"retention.ms\":\"1234\"");
  }

  @Test
  void one_that_is_there_is_a_conflict() {
    create("{\"topic_name\":\"twice\"}").is(201, "{}");

    create("{\"topic_name\":\"twice\"}").fails(409, 409, "Topic twice already exists");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                               | 400 | 400   | topic_name is missing",
        "{\"topic_name\":null}                            | 400 | 400   | topic_name is missing",
        "{\"topic_name\":\"a\",\"partition_count\":1}     | 400 | 400   | did you mean partitions_count?",
        "{\"topic_name\":\"a\",\"partitions_count\":\"x\"}| 400 | 400   | partitions_count is no whole number",
        "{\"topic_name\":\"a\",\"partitions_count\":0}    | 400 | 40002 | partitions",
        "{\"topic_name\":\"a\",\"replication_factor\":3}  | 400 | 40002 | replication factor",
        "{\"topic_name\":\"a\",\"replication_factor\":99999} | 400 | 40002 | replication_factor",
        "{\"topic_name\":\"a b\"}                         | 400 | 40002 | a b",
        "{\"topic_name\":\"a\",\"configs\":{\"no\":\"1\"}}| 400 | 40002 | no",
        "{\"topic_name\"                                  | 400 | 400   | not JSON",
        "[]                                               | 400 | 400   | no JSON object",
        "''                                               | 422 | 42206 | body is empty"
      })
  void what_cannot_be_made_is_named(String body, int status, int code, String message) {
    create(body).fails(status, code, message);
  }

  @Test
  void a_body_of_another_type_is_refused() {
    rest.send("POST", "/admin/topics", "text/plain", "{}").fails(415, 415, "text/plain");
  }

  @Test
  void the_gateways_own_calls_beside_it_still_answer() {
    assertThat(rest.get("/admin/sinks").is(200).body()).contains("kafka");
    assertThat(rest.send("POST", "/admin/reload", "").is(200).body()).contains("changed");
  }

  private static Got create(String body) {
    return rest.send("POST", "/admin/topics", JSON_V2, body);
  }
}
