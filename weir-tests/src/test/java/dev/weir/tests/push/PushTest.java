package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The answers that kprf's clients know, and that what was answered is in Kafka.
@Timeout(120)
class PushTest {
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final String GOOD_ENTRY = "{\"error\":false,\"message\":null}";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void a_record_without_waiting_is_answered_ok_and_arrives() {
    var answer = weir.post("/push", "{\"records\":[{\"topic\":\"async\",\"data\":\"x\"}]}");

    assertOk(answer);
    weir.kafka().topic("async").eventuallyContains("x");
  }

  @Test
  void a_record_that_was_waited_for_is_in_kafka_when_the_answer_comes() {
    var answer =
        weir.post(
            "/push",
            "{\"records\":[{\"topic\":\"sync\",\"data\":\"x\",\"key\":\"k\"}],\"wait_for_send\":true}");

    assertOk(answer);
    var record = weir.kafka().topic("sync").recordsNow().getFirst();
    assertThat(record.key()).isEqualTo("k".getBytes(StandardCharsets.UTF_8));
    assertThat(record.value()).isEqualTo("x".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_answer_says_how_safe_its_records_are() {
    var waited = weir.post("/push", waited(record("level", "x")));
    var mixed =
        weir.post(
            "/push", "{\"records\":[%s,%s]}".formatted(record("a b", "x"), record("level", "y")));

    assertThat(waited.headers().firstValue("Weir-Acks")).contains("kafka");
    assertThat(mixed.headers().firstValue("Weir-Acks").orElseThrow()).isIn("journal", "kafka");
    assertThat(mixed.headers().firstValue("Weir-Problem-Code")).contains("invalid_topic");
  }

  @Test
  void no_records_at_all_are_ok() {
    assertOk(weir.post("/push", "{\"records\":[],\"wait_for_send\":true}"));
    assertOk(weir.post("/push", "{\"records\":[]}"));
  }

  @Test
  void an_absent_key_an_empty_key_and_bytes_beyond_ascii_arrive_as_they_came() {
    weir.post(
        "/push",
        "{\"records\":[{\"topic\":\"bytes\",\"data\":\"\",\"key\":null},{\"topic\":\"bytes\",\"data\":\"ž😀\",\"key\":\"\"}],\"wait_for_send\":true}");

    var records = weir.kafka().topic("bytes").records(2);
    assertThat(records.get(0).key()).isNull();
    assertThat(records.get(0).value()).isEmpty();
    assertThat(records.get(1).key()).isEmpty();
    assertThat(records.get(1).value()).isEqualTo("ž😀".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_records_of_one_request_keep_their_order() {
    var values = IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);

    var answer = weir.post("/push", waited(records("order", values)));

    assertOk(answer);
    weir.kafka().topic("order").eventuallyContainsExactly(values);
  }

  @Test
  void the_records_of_one_request_share_a_round_trip() {
    var values = IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);
    weir.post("/push", waited(record("trip", "warm-up")));

    var one = shortestNanos(() -> weir.post("/push", waited(record("trip", "x"))));
    var hundred = shortestNanos(() -> weir.post("/push", waited(records("trip", values))));

    assertThat(hundred).as("one after another they take 100 times as long").isLessThan(30 * one);
  }

  private static long shortestNanos(Runnable task) {
    return IntStream.range(0, 20)
        .mapToLong(_ -> {
          var start = System.nanoTime();
          task.run();
          return System.nanoTime() - start;
        })
        .min()
        .orElseThrow();
  }

  private static String records(String topic, String... values) {
    return Stream.of(values).map(value -> record(topic, value)).collect(Collectors.joining(","));
  }

  @Test
  void each_record_has_its_own_error_and_the_good_ones_are_delivered() {
    weir.kafka().createTopic("mixed", 1);

    var answer =
        weir.post(
            "/push",
            waited(
                "{\"topic\":\"mixed\",\"data\":\"bad\",\"partition\":99},"
                    + "{\"topic\":\"mixed\",\"data\":\"good\"},"
                    + "{\"topic\":\"mixed\",\"data\":\"bad\",\"partition\":-1}"));

    var unknownPartition =
        entry("Message production error: UnknownPartition (Local: Unknown partition)");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo(errors(unknownPartition, GOOD_ENTRY, unknownPartition));
    weir.kafka().topic("mixed").eventuallyContainsExactly("good");
  }

  @Test
  void a_record_over_the_limit_is_told_as_kprf_tells_it() {
    var answer = weir.post("/push", waited(record("large", "x".repeat(1_100_000))));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo(
            errors(
                entry(
                    "Message production error: MessageSizeTooLarge (Broker: Message size too large)")));
  }

  @Test
  void an_illegal_topic_is_told_where_the_caller_waits_and_hinted_where_it_does_not() {
    var waited = weir.post("/push", waited(record("a b", "x") + "," + record("legal", "y")));
    var notWaited = weir.post("/push", "{\"records\":[" + record("a b", "x") + "]}");

    assertThat(waited.statusCode()).isEqualTo(500);
    assertThat(waited.body())
        .startsWith("{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"invalid topic")
        .endsWith("," + GOOD_ENTRY + "]}");
    assertOk(notWaited);
    assertThat(notWaited.headers().firstValue("Weir-Problem").orElseThrow())
        .startsWith("1 of 1 records failed")
        .contains("Correct the name");
  }

  @Test
  void a_body_that_is_no_push_is_answered_400_with_place_and_example() {
    var missing = weir.post("/push", "{\"wait_for_send\":true}");
    var wrongType = weir.post("/push", "{\"records\":[{\"topic\":\"t\",\"data\":{\"a\":1}}]}");

    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(missing.body())
        .startsWith("Request body deserialize error: missing field `records` at line 1 column 23")
        .contains("a body looks like {\"records\":");
    assertThat(wrongType.statusCode()).isEqualTo(400);
    assertThat(wrongType.body())
        .startsWith("Request body deserialize error: invalid type: map, expected a string");
  }

  @Test
  void the_content_type_may_be_absent_or_json_with_parameters_and_nothing_else() {
    assertOk(push(null));
    assertOk(push("application/json; charset=utf-8"));

    var refused = push("text/plain");
    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.body()).isEqualTo("The request's content-type is not supported");
    assertThat(refused.headers().firstValue("Accept")).contains("application/json");
    assertThat(refused.headers().firstValue("Weir-Problem").orElseThrow()).contains("Send");
  }

  @Test
  void only_post_is_taken_with_or_without_a_slash_at_the_end() {
    var get = weir.get("/push");

    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.body()).isEqualTo("HTTP method not allowed");
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertOk(weir.post("/push/", "{\"records\":[]}"));
    assertOk(weir.post("/push?a=b", "{\"records\":[]}"));
  }

  @Test
  void other_paths_are_answered_404_with_where_to_look() {
    var answer = weir.post("/nope", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/nope", "/openapi.json");
  }

  @Test
  void every_answer_has_a_request_id_and_the_clients_own_comes_back() {
    var request = HttpRequest.newBuilder(weir.uri("/healthz")).header("X-Request-Id", "mine-1");

    assertThat(weir.send(request).headers().firstValue("X-Request-Id")).contains("mine-1");
    assertThat(weir.get("/healthz").headers().firstValue("X-Request-Id")).isPresent();
  }

  private static HttpResponse<String> push(@Nullable String contentType) {
    var request = HttpRequest.newBuilder(weir.uri("/push"));
    if (contentType != null) request.header("Content-Type", contentType);
    return weir.send(request.POST(BodyPublishers.ofString("{\"records\":[]}")));
  }

  private static void assertOk(HttpResponse<String> answer) {
    assertThat(answer.body()).isEqualTo(OK);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  private static String record(String topic, String data) {
    return "{\"topic\":\"%s\",\"data\":\"%s\"}".formatted(topic, data);
  }

  private static String waited(String records) {
    return "{\"records\":[" + records + "],\"wait_for_send\":true}";
  }

  private static String entry(String message) {
    return "{\"error\":true,\"message\":\"%s\"}".formatted(message);
  }

  private static String errors(String... entries) {
    return "{\"status\":\"err\",\"errors\":[" + String.join(",", entries) + "]}";
  }
}
