package dev.weir.tests.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a client of kprf sends and gets, byte for byte, and what a dashboard of kprf's then shows.
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KprfTest {
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final String GOOD = "{\"error\":false,\"message\":null}";
  private static final String RATE_LIMIT = "{\"error\":true,\"message\":\"ratelimit\"}";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("metrics.also", "kprf")
          .with("routes.0.topic", "lim,lim-async")
          .with("routes.0.rate", "2/m")
          .with("routes.1.topic", "*");

  @Test
  void t1_a_record_that_is_not_waited_for() {
    assertOk(weir.post("/push", "{\"records\":[{\"topic\":\"t1\",\"data\":\"x\"}]}"));

    weir.kafka().topic("t1").eventuallyContainsExactly("x");
  }

  @Test
  void t2_a_record_with_a_key_that_is_waited_for() {
    assertOk(
        weir.post(
            "/push",
            "{\"records\":[{\"topic\":\"t2\",\"data\":\"x\",\"key\":\"k\"}],\"wait_for_send\":true}"));

    var record = weir.kafka().topic("t2").recordsNow().getFirst();
    assertThat(record.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo("x".getBytes(UTF_8));
  }

  @Test
  void t3_no_records() {
    assertOk(weir.post("/push", "{\"records\":[],\"wait_for_send\":true}"));
  }

  @Test
  void t4_fields_that_are_null_or_that_nobody_knows() {
    assertOk(
        weir.post(
            "/push",
            "{\"records\":[{\"topic\":\"t4\",\"data\":\"x\",\"key\":null,\"foo\":1}],\"wait_for_send\":null,\"zzz\":1}"));

    assertThat(weir.kafka().topic("t4").records(1).getFirst().key()).isNull();
  }

  @Test
  void t5_no_list_of_records() {
    assertText(
        weir.post("/push", "{\"wait_for_send\":true}"), 400, "Request body deserialize error: ");
  }

  @Test
  void t6_data_that_is_no_string() {
    assertText(
        weir.post("/push", "{\"records\":[{\"topic\":\"t\",\"data\":{\"a\":1}}]}"),
        400,
        "Request body deserialize error: ");
  }

  @Test
  void t7_no_content_type() {
    assertOk(push(null));
  }

  @Test
  void t8_another_content_type() {
    assertText(push("text/plain"), 415, "The request's content-type is not supported");
  }

  @Test
  void t9_a_content_type_with_parameters() {
    assertOk(push("application/json; charset=utf-8"));
  }

  @Test
  void t10_another_method() {
    assertText(weir.get("/push"), 405, "HTTP method not allowed");
  }

  @Test
  void t11_another_path() {
    assertThat(weir.get("/nope").statusCode()).isEqualTo(404);
    assertThat(weir.post("/nope", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void t12_a_partition_that_there_is_not() {
    weir.kafka().createTopic("t12", 4);

    var answer =
        weir.post(
            "/push",
            "{\"records\":[{\"topic\":\"t12\",\"data\":\"x\",\"partition\":99},{\"topic\":\"t12\",\"data\":\"x\"},{\"topic\":\"t12\",\"data\":\"x\",\"partition\":-1}],\"wait_for_send\":true}");

    var unknown =
        "{\"error\":true,\"message\":\"Message production error: UnknownPartition (Local: Unknown"
            + " partition)\"}";
    assertJson(answer, 500, err(unknown, GOOD, unknown));
    weir.kafka().topic("t12").eventuallyContainsExactly("x");
  }

  @Test
  void t13_data_that_is_too_large() {
    var answer =
        weir.post(
            "/push",
            "{\"records\":[{\"topic\":\"t13\",\"data\":\"%s\"}],\"wait_for_send\":true}"
                .formatted("x".repeat(1_100_000)));

    assertJson(
        answer,
        500,
        err(
            "{\"error\":true,\"message\":\"Message production error: MessageSizeTooLarge (Broker:"
                + " Message size too large)\"}"));
  }

  @Test
  void t14_more_than_the_rate_that_is_waited_for() {
    var answer = weir.post("/push", four("lim", ",\"wait_for_send\":true"));

    assertJson(answer, 500, err(GOOD, GOOD, RATE_LIMIT, RATE_LIMIT));
    weir.kafka().topic("lim").eventuallyContainsExactly("1", "2");
    var other = weir.post("/push", four("unlimited", ",\"wait_for_send\":true"));
    assertOk(other);
  }

  @Test
  void t15_more_than_the_rate_that_is_not_waited_for() {
    assertOk(weir.post("/push", four("lim-async", "")));
    assertOk(weir.post("/push", four("lim-async", "")));

    weir.kafka().topic("lim-async").eventuallyContainsExactly("1", "2");
    assertThat(metrics()).contains("ratelimit_messages_count{topic=\"lim-async\"} 6.0\n");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void t19_what_kprf_counted_by_its_names() {
    var page = Await.first("all is sent", KprfTest::metrics, KprfTest::rests);

    assertThat(page.lines().filter(line -> line.startsWith("# TYPE ")))
        .contains(
            "# TYPE http_requests_duration histogram",
            "# TYPE kafka_internal_queue_size gauge",
            "# TYPE kafka_sent_messages counter",
            "# TYPE kafka_errors_count counter",
            "# TYPE kafka_message_send_duration histogram",
            "# TYPE ratelimit_messages_count counter",
            "# TYPE kprf_app_metadata gauge",
            "# TYPE kafka_producer_current_messages_in_queue gauge",
            "# TYPE kafka_producer_current_messages_in_queue_bytes gauge",
            "# TYPE kafka_producer_total_requests_count counter",
            "# TYPE kafka_producer_total_bytes_sent counter",
            "# TYPE kafka_producer_total_responses_received counter",
            "# TYPE kafka_producer_total_bytes_received counter",
            "# TYPE kafka_producer_total_messages_sent counter",
            "# TYPE kafka_producer_total_messages_bytes_sent counter");
    assertThat(page)
        .contains("kafka_sent_messages{topic=\"t1\"} 1.0\n")
        .contains("kafka_sent_messages{topic=\"t12\"} 3.0\n")
        .contains("kafka_sent_messages{topic=\"lim\"} 2.0\n")
        .contains("kafka_errors_count{error_code=\"-190\",topic=\"t12\"} 2.0\n")
        .contains("kafka_errors_count{error_code=\"10\",topic=\"t13\"} 1.0\n")
        .contains("kafka_internal_queue_size{topic=\"t1\"} 0.0\n")
        .contains("kafka_message_send_duration_count{topic=\"t1\"} 1\n")
        .contains("ratelimit_messages_count{topic=\"lim\"} 2.0\n")
        .contains("kafka_producer_current_messages_in_queue 0.0\n")
        .containsPattern("kprf_app_metadata\\{commit_hash=\"[^\"]+\",version=\"[^\"]+\"} 0.0\n")
        .containsPattern("http_requests_duration_count\\{code=\"500\",method=\"push/sync\"} [1-9]")
        .containsPattern(
            "http_requests_duration_bucket\\{code=\"200\",method=\"push/async\",le=\"80.0\"} [0-9]")
        .containsPattern("http_requests_duration_count\\{code=\"200\",method=\"push/async\"} [1-9]")
        .doesNotContainPattern("http_requests_duration\\S*code=\"4")
        .contains("kafka_producer_reply_queue_size 0.0\n")
        .containsPattern("kafka_producer_topic_metadata_age\\{topic=\"t1\"} [0-9]");
    for (var name :
        List.of("requests_count", "bytes_sent", "responses_received", "messages_sent")) {
      assertThat(value(page, "kafka_producer_total_" + name)).as(name).isPositive();
    }
    assertThat(page)
        .containsPattern(
            "kafka_producer_broker_requests_sent\\{broker=\"[^\":/]+:[0-9]+/[0-9]+\"} [1-9]")
        .containsPattern("kafka_producer_broker_bytes_received\\{broker=\"[^\"]+\"} [1-9]");
    assertThat(buckets(page)).containsExactly("5.0", "10.0", "20.0", "40.0", "80.0", "+Inf");
  }

  /// Some tests before have not waited for what they sent.
  private static boolean rests(String page) {
    return page.contains("kafka_producer_current_messages_in_queue 0.0\n")
        && page.contains("kafka_sent_messages{topic=\"t1\"} 1.0\n")
        && page.contains("kafka_internal_queue_size{topic=\"t1\"} 0.0\n");
  }

  private static List<String> buckets(String page) {
    return Pattern.compile("kafka_message_send_duration_bucket\\{topic=\"t1\",le=\"([^\"]+)\"}")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static double value(String page, String name) {
    var line = page.lines().filter(one -> one.startsWith(name + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(name.length() + 1));
  }

  private static String metrics() {
    return weir.get("/metrics").body();
  }

  private static String four(String topic, String rest) {
    return Stream.of("1", "2", "3", "4")
        .map(data -> "{\"topic\":\"%s\",\"data\":\"%s\",\"partition\":0}".formatted(topic, data))
        .collect(Collectors.joining(",", "{\"records\":[", "]" + rest + "}"));
  }

  private static String err(String... entries) {
    return "{\"status\":\"err\",\"errors\":[" + String.join(",", entries) + "]}";
  }

  private static HttpResponse<String> push(@Nullable String contentType) {
    var request = HttpRequest.newBuilder(weir.uri("/push"));
    if (contentType != null) request.header("Content-Type", contentType);
    return weir.send(
        request.POST(
            BodyPublishers.ofString("{\"records\":[{\"topic\":\"types\",\"data\":\"x\"}]}")));
  }

  private static void assertOk(HttpResponse<String> answer) {
    assertJson(answer, 200, OK);
  }

  private static void assertJson(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  private static void assertText(HttpResponse<String> answer, int status, String start) {
    assertThat(answer.body()).startsWith(start);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
  }
}
