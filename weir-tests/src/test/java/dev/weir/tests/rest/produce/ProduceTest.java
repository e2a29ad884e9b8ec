package dev.weir.tests.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /topics/{topic}` and `/partitions/{partition}` that succeed.
@Timeout(120)
class ProduceTest {
  private static final String JSON = "application/vnd.kafka.json.v2+json";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private final Produce produce = new Produce(weir);

  @Test
  void the_first_record_makes_its_topic() {
    var answer =
        produce.post(
            "/topics/topicgo1",
            JSON,
            "{\"records\":[{\"value\":{\"msg\":\"success 4\"}}]}",
            "Accept",
            "application/vnd.kafka.v2+json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.kafka.v2+json");
    assertThat(answer.headers().firstValue("Weir-Acks")).hasValue("kafka");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"offsets":[{"partition":0,"offset":0,"error_code":null,"error":null}],\
            "key_schema_id":null,"value_schema_id":null}\
            """);
    weir.kafka().topic("topicgo1").eventuallyContains("{\"msg\":\"success 4\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_topic_that_was_just_made_takes_all_that_comes(int time) {
    var topic = "just-made-" + time;
    var made =
        produce.post(
            "/v3/clusters/-/topics",
            "application/json",
            "{\"topic_name\":\"%s\",\"partitions_count\":6}".formatted(topic));
    var records =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "{\"value\":\"%s%d\"}".formatted("x".repeat(200), i))
            .collect(Collectors.joining(",", "{\"records\":[", "]}"));

    var answer = produce.json(topic, records);

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Produce.read(answer).get("offsets"))
        .allSatisfy(offset -> assertThat(offset.get("error_code").isNull()).isTrue());
  }

  @Test
  void json_values_are_of_any_kind_and_keep_their_spelling() {
    var answer =
        produce.json(
            "kinds",
            """
            {"records":[{"value":1.50e+3},{"value":true},{"value":"é 😀"},{"value":[1, 2]},
              {"value":{"b":1, "a":{}}},{"value":""}]}\
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    weir.kafka()
        .topic("kinds")
        .eventuallyContainsExactly(
            "1.50e+3", "true", "\"é 😀\"", "[1,2]", "{\"b\":1,\"a\":{}}", "\"\"");
  }

  @ParameterizedTest
  @CsvSource({"json", "binary", "text"})
  void a_null_value_is_a_tombstone(String format) {
    var topic = "tombstones-" + format;
    var key = format.equals("binary") ? "aw==" : "k";

    produce.post(
        "/topics/" + topic,
        "application/vnd.kafka." + format + ".v2+json",
        "{\"records\":[{\"key\":\"" + key + "\",\"value\":null},{\"key\":\"" + key + "\"}]}");

    assertThat(weir.kafka().topic(topic).records(2))
        .allSatisfy(record -> assertThat(record.value()).isNull())
        .allSatisfy(record -> assertThat(record.key()).isNotNull());
  }

  @Test
  void empty_json_is_no_tombstone() {
    produce.json("empty-json", "{\"records\":[{\"value\":{}},{\"value\":[]}]}");

    weir.kafka().topic("empty-json").eventuallyContainsExactly("{}", "[]");
  }

  @Test
  void binary_is_base64_of_any_bytes() {
    var answer =
        produce.binary("bytes", "{\"records\":[{\"key\":\"AP8=\",\"value\":\"/+8AAQ==\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var record = weir.kafka().topic("bytes").records(1).getFirst();
    assertThat(record.key()).containsExactly(0, -1);
    assertThat(record.value()).containsExactly(-1, -17, 0, 1);
  }

  @Test
  void text_is_stored_without_quotes_and_encoded_once() {
    var answer =
        produce.text(
            "texts", "{\"records\":[{\"key\":\"ключ\",\"value\":\"plain \\\"é\\\" 😀\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var record = weir.kafka().topic("texts").records(1).getFirst();
    assertThat(record.key()).asString(UTF_8).isEqualTo("ключ");
    assertThat(record.value()).asString(UTF_8).isEqualTo("plain \"é\" 😀");
  }

  @Test
  void keys_of_json_are_of_any_kind() {
    produce.json(
        "keys",
        """
        {"records":[{"key":"a","value":1},{"key":{"id": 7},"value":2},{"key":5,"value":3},
          {"key":null,"value":4}]}\
        """);

    assertThat(weir.kafka().topic("keys").records(4))
        .extracting(record -> record.key() == null ? null : new String(record.key(), UTF_8))
        .containsExactly("\"a\"", "{\"id\":7}", "5", null);
  }

  @Test
  void a_record_has_partition_headers_and_timestamp() {
    weir.kafka().createTopic("full", 3);

    var answer =
        produce.json(
            "full",
            """
            {"records":[{"value":1,"partition":2,"timestamp":1700000000000,
              "headers":[{"key":"a","value":"eA=="},{"key":"b","value":null}]}]}\
            """);

    assertThat(Produce.read(answer).at("/offsets/0/partition").asInt()).isEqualTo(2);
    var record = weir.kafka().topic("full").records(1).getFirst();
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(record.headers().lastHeader("a").value()).asString(UTF_8).isEqualTo("x");
    assertThat(record.headers().lastHeader("b").value()).isNull();
  }

  @Test
  void the_path_may_name_the_partition() {
    weir.kafka().createTopic("parted", 3);

    var answer =
        produce.post(
            "/topics/parted/partitions/1/", JSON, "{\"records\":[{\"value\":1},{\"value\":2}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Produce.read(answer).at("/offsets/1/partition").asInt()).isEqualTo(1);
    assertThat(weir.kafka().topic("parted").records(2))
        .allSatisfy(record -> assertThat(record.partition()).isEqualTo(1));
  }

  /// As Kafka's own clients do.
  @Test
  void murmur2_of_the_key_chooses_the_partition() {
    weir.kafka().createTopic("hashed", 7);
    var records =
        IntStream.range(0, 50)
            .mapToObj("{\"key\":\"k%1$d\",\"value\":\"%1$d\"}"::formatted)
            .collect(Collectors.joining(","));

    produce.text("hashed", "{\"records\":[" + records + "]}");

    assertThat(weir.kafka().topic("hashed").records(50))
        .allSatisfy(record ->
            assertThat(record.partition())
                .isEqualTo(
                    org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                        record.key(), 7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.kafka.json.v2+json; charset=utf-8",
        "Application/VND.kafka.JSON.v2+json",
        "application/vnd.kafka.json.v1+json",
        "application/vnd.kafka.json+json",
        "application/json",
        "application/json;charset=UTF-8"
      })
  void json_may_be_called_otherwise(String type) {
    var answer = produce.post("/topics/types", type, "{\"records\":[{\"value\":{\"a\":1}}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(weir.kafka().topic("types").recordsNow())
        .allSatisfy(record -> assertThat(record.value()).asString(UTF_8).isEqualTo("{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "application/vnd.kafka+json"})
  void binary_may_be_called_otherwise(String type) {
    var answer = produce.post("/topics/binaries", type, "{\"records\":[{\"value\":\"eA==\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(weir.kafka().topic("binaries").recordsNow())
        .allSatisfy(record -> assertThat(record.value()).asString(UTF_8).isEqualTo("x"));
  }

  @Test
  void without_a_content_type_it_is_binary() throws IOException {
    var body = "{\"records\":[{\"value\":\"eA==\"}]}";
    try (var http = new RawHttp(weir.port("http"))) {
      http.write(
          "POST /topics/typeless HTTP/1.1\r\nHost: weir\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(body.length(), body));

      assertThat(http.answer().status()).isEqualTo(200);
    }
    weir.kafka().topic("typeless").eventuallyContains("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.kafka.v2+json",
        "*/*",
        "application/*",
        "application/json",
        "application/vnd.kafka.json.v2+json",
        "text/html, application/json;q=0.5"
      })
  void the_answer_is_of_v2_whatever_was_accepted(String accept) {
    var answer =
        produce.post("/topics/accepts", JSON, "{\"records\":[{\"value\":1}]}", "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.kafka.v2+json");
  }

  @Test
  void async_is_answered_with_nothing_once_the_records_are_safe_here() {
    var answer = produce.json("asyncs?async=true", "{\"records\":[{\"value\":1},{\"value\":2}]}");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Weir-Acks")).isPresent();
    weir.kafka().topic("asyncs").eventuallyContainsExactly("1", "2");
  }

  @Test
  void ten_thousand_records_come_in_one_request_and_stay_in_order() {
    weir.kafka().createTopic("many", 1);
    var records =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"value\":" + i + "}")
            .collect(Collectors.joining(","));

    var answer = produce.json("many", "{\"records\":[" + records + "]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var offsets = Produce.read(answer).get("offsets");
    assertThat(offsets).hasSize(10_000);
    assertThat(offsets.get(9_999).get("offset").asLong()).isEqualTo(9_999);
    var last = weir.kafka().topic("many").records(10_000).getLast();
    assertThat(last.value()).asString(UTF_8).isEqualTo("9999");
  }

  @Test
  void http_2_works_as_well() throws Exception {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      var request =
          HttpRequest.newBuilder(weir.uri("/topics/http2"))
              .header("Content-Type", JSON)
              .POST(BodyPublishers.ofString("{\"records\":[{\"value\":2}]}"));

      var answer = client.send(request.build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_request_with_a_key_is_carried_out_once() {
    var body = "{\"records\":[{\"value\":\"once\"}]}";

    var first = produce.post("/topics/once", JSON, body, "Idempotency-Key", "rest-1");
    var second = produce.post("/topics/once", JSON, body, "Idempotency-Key", "rest-1");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(weir.kafka().topic("once").recordsNow()).hasSize(1);
  }

  @Test
  void a_key_counts_for_nothing_where_one_only_reads() {
    var first = readingWithKey();
    produce.json("made-in-between", "{\"records\":[{\"value\":1}]}");

    assertThat(first).doesNotContain("made-in-between");
    assertThat(readingWithKey()).contains("made-in-between");
  }

  private static String readingWithKey() {
    var request = HttpRequest.newBuilder(weir.uri("/topics")).header("Idempotency-Key", "reading");
    return weir.send(request).body();
  }
}
