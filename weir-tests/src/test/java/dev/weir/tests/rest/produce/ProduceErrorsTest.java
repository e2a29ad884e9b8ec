package dev.weir.tests.rest.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a produce call of v2, and what its client hears of it.
@Timeout(120)
class ProduceErrorsTest {
  private static final String JSON = "application/vnd.kafka.json.v2+json";
  private static final String GOOD = "{\"records\":[{\"value\":1}]}";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("limits.message-bytes", "64KB")
          .with("limits.request-bytes", "1MB")
          .with("routes.0.topic", "rated")
          .with("routes.0.rate", "1/m");

  private final Produce produce = new Produce(weir);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/vnd.kafka.json.v0+json",
        "application/vnd.kafka.json.v3+json"
      })
  void another_content_type_is_415(String type) {
    refused(produce.post("/topics/t", type, GOOD), 415, 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "application/vnd.kafka.v2+json;q=0"})
  void an_answer_that_nobody_accepts_is_406(String accept) {
    refused(produce.post("/topics/t", JSON, GOOD, "Accept", accept), 406, 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"records\":[]}", "{\"records\":[{\"valu\":1}]}"})
  void what_is_missing_or_unknown_is_422(String body) {
    refused(produce.json("t", body), 422, 422);
  }

  /// What stands there tells gateways where to pass calls to.
  @Test
  void nobody_writes_to_the_topic_of_the_gateways() {
    var answer = produce.json("__weir_instances", GOOD);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"error_code\":40301", "peers.topic");
  }

  @Test
  void an_empty_body_is_called_so() {
    assertThat(produce.json("t", "").body()).containsIgnoringCase("request body is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"records\":{}}", "{\"records\":[1]}", "x"})
  void what_is_malformed_is_400(String body) {
    refused(produce.json("t", body), 400, 400);
  }

  @Test
  void a_value_that_is_not_base64_is_400() {
    refused(produce.binary("t", "{\"records\":[{\"value\":\"%%\"}]}"), 400, 400);
    refused(produce.binary("t", "{\"records\":[{\"value\":{\"a\":1}}]}"), 400, 400);
  }

  @Test
  void a_key_of_another_kind_than_the_format_has_is_refused() {
    refused(produce.binary("t", "{\"records\":[{\"key\":1,\"value\":\"eA==\"}]}"), 400, 400);
    refused(produce.text("t", "{\"records\":[{\"key\":1,\"value\":\"x\"}]}"), 422, 422);
  }

  @Test
  void a_value_that_is_no_text_is_422() {
    refused(produce.text("t", GOOD), 422, 422);
  }

  @Test
  void a_partition_in_path_and_record_is_422() {
    weir.kafka().createTopic("both", 2);

    var answer =
        produce.post(
            "/topics/both/partitions/1", JSON, "{\"records\":[{\"value\":1,\"partition\":1}]}");

    refused(answer, 422, 422);
  }

  @Test
  void a_partition_in_the_path_that_is_not_there_is_404() {
    weir.kafka().createTopic("small", 2);

    var answer = produce.post("/topics/small/partitions/2", JSON, GOOD);

    refused(answer, 404, 40402);
    assertThat(Produce.read(answer).get("message").asText()).contains("small").contains("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.0", "99999999999"})
  void what_is_no_partition_is_404(String partition) {
    refused(produce.post("/topics/small-t/partitions/" + partition, JSON, GOOD), 404, 404);
  }

  @Test
  void a_partition_in_a_record_that_is_not_there_fails_that_record() {
    weir.kafka().createTopic("mixed", 2);

    var answer =
        produce.json(
            "mixed", "{\"records\":[{\"value\":1,\"partition\":7},{\"value\":2,\"partition\":1}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var offsets = Produce.read(answer).get("offsets");
    assertThat(offsets.get(0).get("error_code").asInt()).isEqualTo(40402);
    assertThat(offsets.get(0).get("partition").isNull()).isTrue();
    assertThat(offsets.get(0).get("offset").isNull()).isTrue();
    assertThat(offsets.get(0).get("message")).isEqualTo(offsets.get(0).get("error"));
    assertThat(offsets.get(1).get("error_code").isNull()).isTrue();
    assertThat(offsets.get(1).get("partition").asInt()).isEqualTo(1);
  }

  @Test
  void a_record_that_is_too_large_fails_alone() {
    var large = "x".repeat(70_000);

    var answer =
        produce.text("large", "{\"records\":[{\"value\":\"" + large + "\"},{\"value\":\"y\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var offsets = Produce.read(answer).get("offsets");
    assertThat(offsets.get(0).get("error_code").asInt()).isEqualTo(50002);
    assertThat(offsets.get(0).get("error").asText()).contains("limits.message-bytes");
    assertThat(offsets.get(1).get("error_code").isNull()).isTrue();
  }

  @Test
  void async_tells_of_a_record_that_failed() {
    var large = "x".repeat(70_000);

    var answer = produce.text("large?async=true", "{\"records\":[{\"value\":\"" + large + "\"}]}");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Produce.read(answer).at("/offsets/0/error_code").asInt()).isEqualTo(50002);
  }

  @Test
  void a_body_that_is_too_large_is_413() {
    var answer = produce.text("t", "{\"records\":[{\"value\":\"" + "x".repeat(1 << 20) + "\"}]}");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Fb", "%C3%A9", "a+b"})
  void an_illegal_name_is_400(String name) {
    refused(produce.json(name, GOOD), 400, 40002);
  }

  @Test
  void over_a_rate_the_call_is_429() {
    produce.json("rated", GOOD);

    var answer = produce.json("rated", GOOD);

    refused(answer, 429, 429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void avro_without_a_registry_is_refused_with_the_reason() {
    var answer =
        produce.post(
            "/topics/t",
            "application/vnd.kafka.avro.v2+json",
            "{\"records\":[{\"value\":1}],\"value_schema\":\"\\\"int\\\"\"}");

    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(Produce.read(answer).get("message").asText()).contains("registry");
  }

  @Test
  void no_message_says_where_in_our_source_it_came_from() {
    for (var body : new String[] {"{", "[]", "{\"records\":[{\"value\":}]}"}) {
      assertThat(produce.json("t", body).body())
          .doesNotContain("Exception")
          .doesNotContain("jackson")
          .doesNotContain(".java");
    }
  }

  static void refused(HttpResponse<String> answer, int status, int code) {
    assertThat(answer.statusCode()).as("the status of %s", answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.kafka.v2+json");
    assertThat(Produce.read(answer).get("error_code").asInt()).isEqualTo(code);
    assertThat(Produce.read(answer).get("message").asText()).isNotBlank();
  }
}
