package dev.weir.tests.rest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.SchemaRegistry;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records with schemas through the REST proxy, written and read.
@Timeout(120)
class SchemaRecordsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger COUNT = new AtomicInteger();

  @RegisterExtension static final SchemaRegistry there = SchemaRegistry.create();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("registry.url", there.url().toString());

  private final String topic = "rides-" + COUNT.incrementAndGet();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          avro       | {"type":"map","values":"int"}                          | {"a":1}
          jsonschema | {"type":"object","required":["a"]}                     | {"a":1}
          protobuf   | syntax = "proto3"; message M { optional int32 a = 1; } | {"a":1}
          """)
  void what_is_written_with_a_schema_is_read_with_it(String format, String schema, String json) {
    var answer =
        produce(
            format,
            "{\"key_schema\":%s,\"value_schema\":%s,\"records\":[{\"key\":%s,\"value\":%s},{\"key\":%s}]}"
                .formatted(text(schema), text(schema), json, json, json));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var id = json(answer).get("value_schema_id").asInt();
    assertThat(id).isPositive().isEqualTo(json(answer).get("key_schema_id").asInt());
    var stored = weir.kafka().topic(topic).records(2).getFirst();
    assertThat(stored.value()).startsWith(0, 0, 0, 0, id).isEqualTo(stored.key());
    var read = read(format);
    assertThat(read.get(0).get("key")).isEqualTo(json(json));
    assertThat(read.get(0).get("value")).isEqualTo(json(json));
    assertThat(read.get(1).get("value").isNull()).isTrue();
  }

  @Test
  void the_id_of_an_answer_takes_the_place_of_the_schema() {
    var first = produce("avro", "{\"value_schema\":\"\\\"int\\\"\",\"records\":[{\"value\":1}]}");
    var id = json(first).get("value_schema_id").asInt();

    var next =
        produce("avro", "{\"value_schema_id\":%d,\"records\":[{\"value\":2}]}".formatted(id));

    assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    assertThat(read("avro").findValuesAsText("value")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"records":[{"value":1}]}                                           | 422 | 42202
          {"value_schema":"\\"int\\"","records":[{"key":1,"value":1}]}        | 422 | 42201
          {"value_schema":"\\"int\\"","records":[{"value":"x"}]}              | 422 | 42203
          {"value_schema":"nonsense","records":[{"value":1}]}                 | 422 | 42205
          {"value_schema_id":4711,"records":[{"value":1}]}                    | 408 | 40801
          """)
  void what_is_wrong_is_told_by_its_number(String body, int status, int code) {
    var answer = produce("avro", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("error_code").asInt()).as(answer.body()).isEqualTo(code);
  }

  @Test
  void a_schema_of_another_subject_is_refused() {
    var id = there.register("elsewhere", "AVRO", "\"string\"");

    var body = "{\"value_schema_id\":%d,\"records\":[{\"value\":\"x\"}]}".formatted(id);

    assertThat(json(produce("avro", body)).get("error_code").asInt()).isEqualTo(42205);
  }

  @Test
  void records_are_taken_again_when_the_registry_is_back() {
    var body = "{\"value_schema\":\"\\\"long\\\"\",\"records\":[{\"value\":1}]}";
    there.failing(503);
    var refused = produce("avro", body);
    assertThat(refused.statusCode()).isEqualTo(408);
    assertThat(json(refused).get("error_code").asInt()).isEqualTo(40801);

    there.failing(0);

    Await.until("they are taken again", () -> produce("avro", body).statusCode() == 200);
  }

  @Test
  void v3_finds_the_latest_schema_where_no_type_is_given() {
    var id = there.register(topic + "-value", "AVRO", "\"int\"");

    var answer =
        post(
            "/v3/clusters/-/topics/%s/records".formatted(topic),
            "application/json",
            "{\"value\":{\"data\":7}}");

    var value = json(answer).path("value");
    assertThat(value.path("type").asText()).as(answer.body()).isEqualTo("AVRO");
    assertThat(value.path("schema_id").asInt()).isEqualTo(id);
    assertThat(value.path("subject").asText()).isEqualTo(topic + "-value");
    assertThat(value.path("schema_version").asInt()).isEqualTo(1);
    assertThat(read("avro").get(0).get("value").asInt()).isEqualTo(7);
  }

  /// The message quotes the beginning of the value, which ends within a character.
  @Test
  void a_record_that_does_not_fit_is_answered_whatever_its_text() {
    var value = "x".repeat(118) + "\uD83D\uDE00".repeat(10);
    var wrong =
        "{\"value\":{\"type\":\"AVRO\",\"schema\":\"\\\"int\\\"\",\"data\":\"%s\"}}"
            .formatted(value);
    var path = "/v3/clusters/-/topics/%s/records".formatted(topic);

    var small = post(path, "application/json", wrong);
    var stream = post(path, "application/json", wrong + " ".repeat(100_000));

    assertThat(json(small).path("error_code").asInt()).as(small.body()).isEqualTo(42203);
    assertThat(json(stream).path("error_code").asInt()).as(stream.body()).isEqualTo(42203);
  }

  @Test
  void a_record_that_names_no_schema_is_told_by_its_place() {
    post("/topics/" + topic, "application/vnd.kafka.json.v2+json", "{\"records\":[{\"value\":1}]}");

    var answer = read("avro");

    assertThat(answer.path("error_code").asInt()).as("%s", answer).isEqualTo(42203);
    assertThat(answer.path("message").asText()).contains(topic).contains("do not name a schema");
  }

  private HttpResponse<String> produce(String format, String body) {
    return post("/topics/" + topic, "application/vnd.kafka.%s.v2+json".formatted(format), body);
  }

  /// All that the topic has, by a consumer of its own.
  private JsonNode read(String format) {
    var group = "/consumers/readers-" + COUNT.incrementAndGet();
    var made =
        control(
            group,
            "{\"name\":\"it\",\"format\":\"%s\",\"auto.offset.reset\":\"earliest\"}"
                .formatted(format));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    var instance = group + "/instances/it";
    control(instance + "/subscription", "{\"topics\":[\"%s\"]}".formatted(topic));
    var accept = "application/vnd.kafka.%s.v2+json".formatted(format);
    var uri = weir.uri(instance + "/records?timeout=20000");
    return json(weir.send(HttpRequest.newBuilder(uri).header("Accept", accept)));
  }

  private static HttpResponse<String> control(String path, String body) {
    return post(path, "application/vnd.kafka.v2+json", body);
  }

  private static HttpResponse<String> post(String path, String type, String body) {
    return weir.send(
        HttpRequest.newBuilder(weir.uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private static String text(String of) {
    return MAPPER.getNodeFactory().textNode(of).toString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
