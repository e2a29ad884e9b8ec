package dev.weir.tests.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v3/clusters/{cluster}/topics/{topic}/records`.
@Timeout(120)
class RecordsTest {
  private static final String JSON = "application/json";

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("limits.message-bytes", "64KB");

  private final Produce produce = new Produce(weir);

  @Test
  void one_record_is_answered_with_where_it_is() {
    var answer =
        records(
            "one",
            """
            {"key":{"type":"STRING","data":"k"},"value":{"type":"JSON","data":{"a": 1}},
             "timestamp":"2023-11-14T22:13:20Z"}\
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
    var line = Produce.read(answer);
    assertThat(line.get("error_code").asInt()).isEqualTo(200);
    assertThat(line.get("cluster_id").asText()).hasSize(22);
    assertThat(line.get("topic_name").asText()).isEqualTo("one");
    assertThat(line.get("partition_id").asInt()).isZero();
    assertThat(line.get("offset").asLong()).isZero();
    assertThat(line.get("timestamp").asText()).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(line.at("/key/type").asText()).isEqualTo("STRING");
    assertThat(line.at("/key/size").asInt()).isEqualTo(1);
    assertThat(line.at("/value/type").asText()).isEqualTo("JSON");
    assertThat(line.at("/value/size").asInt()).isEqualTo(7);
    var record = weir.kafka().topic("one").records(1).getFirst();
    assertThat(record.key()).asString(UTF_8).isEqualTo("k");
    assertThat(record.value()).asString(UTF_8).isEqualTo("{\"a\":1}");
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void the_cluster_may_be_named_by_its_id() {
    var id = Produce.read(records("ids", record("1"))).get("cluster_id").asText();

    var answer = produce.post("/v3/clusters/" + id + "/topics/ids/records", JSON, record("2"));

    assertThat(Produce.read(answer).get("error_code").asInt()).isEqualTo(200);
  }

  @Test
  void another_cluster_is_404() {
    for (var i = 0; i < 2; i++) {
      var answer = produce.post("/v3/clusters/other/topics/t/records", JSON, record("1"));

      refused(answer, 404, 404);
    }
  }

  @Test
  void binary_headers_and_a_partition() {
    weir.kafka().createTopic("v3-full", 3);

    records(
        "v3-full",
        """
        {"partition_id":2,"headers":[{"name":"a","value":"eA=="},{"name":"b","string":"é"}],
         "value":{"type":"BINARY","data":"AP8="}}\
        """);

    var record = weir.kafka().topic("v3-full").records(1).getFirst();
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.value()).containsExactly(0, -1);
    assertThat(record.headers().lastHeader("a").value()).asString(UTF_8).isEqualTo("x");
    assertThat(record.headers().lastHeader("b").value()).asString(UTF_8).isEqualTo("é");
  }

  @Test
  void without_a_value_it_is_a_tombstone_and_described_as_none() {
    var answer = records("v3-tombstone", "{\"key\":{\"type\":\"STRING\",\"data\":\"k\"}}");

    assertThat(Produce.read(answer).has("value")).isFalse();
    assertThat(weir.kafka().topic("v3-tombstone").records(1).getFirst().value()).isNull();
  }

  @Test
  void many_records_stand_one_after_another_and_a_bad_one_fails_alone() {
    var answer =
        records(
            "several",
            record("1")
                + record("2")
                + "\n "
                + "{\"value\":{\"type\":\"XML\",\"data\":1}}"
                + "{\"value\":nope}"
                + record("3"));

    assertThat(lines(answer.body()))
        .extracting(line -> line.get("error_code").asInt())
        .containsExactly(200, 200, 400, 400, 200);
    weir.kafka().topic("several").eventuallyContainsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"records\":[{\"value\":{\"type\":\"JSON\",\"data\":1}}]}", "[]"})
  void a_wrapper_is_400(String body) {
    var line = Produce.read(records("wrapped", body));

    assertThat(line.get("error_code").asInt()).isEqualTo(400);
    assertThat(line.get("message").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void an_empty_body_is_422(String body) {
    refused(records("empty", body), 422, 42206);
  }

  @Test
  void other_types_are_415_and_406() {
    refused(produce.post(path("t"), "text/plain", record("1")), 415, 415);
    refused(produce.post(path("t"), JSON, record("1"), "Accept", "text/html"), 406, 406);
  }

  @Test
  void an_illegal_name_is_400() {
    refused(records("a%20b", record("1")), 400, 40002);
  }

  @Test
  void a_partition_that_is_not_there_fails_its_record() {
    var line =
        Produce.read(
            records("v3-part", "{\"partition_id\":9,\"value\":{\"type\":\"JSON\",\"data\":1}}"));

    assertThat(line.get("error_code").asInt()).isEqualTo(40403);
  }

  @Test
  void records_are_answered_while_the_connection_is_open() throws IOException {
    try (var http = streamed("open")) {
      for (var i = 0; i < 3; i++) {
        http.write(chunk(record("" + i)));
        var line = i == 0 ? firstLine(http) : http.chunk();

        assertThat(Produce.read(line).get("offset").asLong()).isEqualTo(i);
      }
      http.write("0\r\n\r\n");
      assertThat(http.chunk()).isEmpty();
    }
  }

  @Test
  void an_object_may_come_in_pieces_and_several_in_one() throws IOException {
    try (var http = streamed("pieces")) {
      http.write(chunk("{\"value\":{\"type\":\"JSON\","));
      http.write(chunk("\"data\":1}}" + record("2") + record("3").substring(0, 5)));
      http.write(chunk(record("3").substring(5)));
      http.write("0\r\n\r\n");

      assertThat(http.answer().headers()).containsEntry("content-type", JSON);
      assertThat(lines(rest(http))).hasSize(3);
    }
    weir.kafka().topic("pieces").eventuallyContainsExactly("1", "2", "3");
  }

  @Test
  void a_stream_goes_on_behind_a_bad_record() throws IOException {
    try (var http = streamed("goes-on")) {
      http.write(chunk(record("1") + "{\"valu\":1}" + record("2")) + "0\r\n\r\n");

      http.answer();
      assertThat(lines(rest(http)))
          .extracting(line -> line.get("error_code").asInt())
          .containsExactly(200, 400, 200);
    }
  }

  @Test
  void a_stream_ends_behind_a_record_that_is_too_large() throws IOException {
    try (var http = streamed("too-large")) {
      http.write(chunk(record("1") + record("\"" + "x".repeat(300_000) + "\"") + record("2")));

      http.answer();
      assertThat(lines(rest(http)))
          .extracting(line -> line.get("error_code").asInt())
          .containsExactly(200, 413);
    }
  }

  @Test
  void a_stream_of_nothing_is_422() throws IOException {
    try (var http = streamed("nothing")) {
      http.write("0\r\n\r\n");

      assertThat(http.answer().status()).isEqualTo(422);
      assertThat(Produce.read(rest(http)).get("error_code").asInt()).isEqualTo(42206);
    }
  }

  @Test
  void a_stream_for_another_cluster_is_404() throws IOException {
    try (var http = streamed("/v3/clusters/other/topics/t/records", "")) {
      http.write(chunk(record("1")) + "0\r\n\r\n");

      assertThat(http.answer().status()).isEqualTo(404);
    }
  }

  @Test
  void a_long_stream_is_answered_in_order() throws IOException {
    weir.kafka().createTopic("long", 1);
    var records = IntStream.range(0, 20_000).mapToObj(i -> record("" + i)).toList();
    try (var http = streamed("long")) {
      for (var from = 0; from < records.size(); from += 500) {
        http.write(chunk(String.join("\n", records.subList(from, from + 500))));
      }
      http.write("0\r\n\r\n");

      http.answer();
      var offsets = lines(rest(http)).stream().map(line -> line.get("offset").asInt()).toList();
      assertThat(offsets).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
    }
  }

  @Test
  void a_key_has_a_small_request_carried_out_once() {
    var first = produce.post(path("v3-once"), JSON, record("1"), "Idempotency-Key", "v3-1");
    var second = produce.post(path("v3-once"), JSON, record("1"), "Idempotency-Key", "v3-1");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(weir.kafka().topic("v3-once").recordsNow()).hasSize(1);
  }

  static String record(String json) {
    return "{\"value\":{\"type\":\"JSON\",\"data\":" + json + "}}";
  }

  static String chunk(String text) {
    return "%x\r\n%s\r\n".formatted(text.getBytes(UTF_8).length, text);
  }

  private static String firstLine(RawHttp http) throws IOException {
    assertThat(http.answer().status()).isEqualTo(200);
    return http.chunk();
  }

  private static String rest(RawHttp http) throws IOException {
    var rest = new StringBuilder();
    for (var chunk = http.chunk(); !chunk.isEmpty(); chunk = http.chunk()) rest.append(chunk);
    return rest.toString();
  }

  static List<JsonNode> lines(String body) {
    return body.lines().map(Produce::read).collect(Collectors.toList());
  }

  private static RawHttp streamed(String topic) throws IOException {
    return streamed(path(topic), "");
  }

  private static RawHttp streamed(String path, String fields) throws IOException {
    return new RawHttp(weir.port("http"))
        .write(
            "POST %s HTTP/1.1\r\nHost: weir\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n%s\r\n"
                .formatted(path, fields));
  }

  private HttpResponse<String> records(String topic, String body) {
    return produce.post(path(topic), JSON, body);
  }

  private static String path(String topic) {
    return "/v3/clusters/-/topics/" + topic + "/records";
  }

  static void refused(HttpResponse<String> answer, int status, int code) {
    assertThat(answer.statusCode()).as("the status of %s", answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(Produce.read(answer).get("error_code").asInt()).isEqualTo(code);
    assertThat(Produce.read(answer).get("message").asText()).isNotBlank();
  }
}
