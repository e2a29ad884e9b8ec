package dev.weir.tests.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `/topics/{topic}/messages` beside the other protocols, and what the ambassador did not have.
@Timeout(240)
class MessagesTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void key_partition_and_time_stand_in_the_query() {
    weir.kafka().createTopic("query", 3);

    var answer = post("/topics/query/messages?key=k%C3%A4+y&partition=2&timestamp=1234&sync", "x");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Weir-Acks")).hasValue("kafka");
    assertThat(answer.headers().firstValue("Weir-Partition")).hasValue("2");
    assertThat(answer.headers().firstValue("Weir-Offset")).hasValue("0");
    var record = weir.kafka().topic("query").records(1).getFirst();
    assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("kä y");
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.timestamp()).isEqualTo(1_234);
  }

  @Test
  void key_and_headers_stand_in_header_fields() {
    var bytes = new byte[] {0, -1, 7};
    var base64 = Base64.getEncoder().encodeToString(bytes);

    var answer =
        post(
            "/topics/fields/messages",
            "x",
            "X-Kafka-Key-Base64",
            base64,
            "X-Kafka-Header-trace",
            base64,
            "X-Kafka-Header-empty",
            "");

    assertThat(answer.statusCode()).isEqualTo(200);
    var record = weir.kafka().topic("fields").records(1).getFirst();
    assertThat(record.key()).isEqualTo(bytes);
    assertThat(record.headers().toArray()).hasSize(2);
    assertThat(record.headers().lastHeader("trace").value()).isEqualTo(bytes);
    assertThat(record.headers().lastHeader("empty").value()).isEmpty();
  }

  @Test
  void a_plain_key_is_taken_as_its_bytes_came() {
    post("/topics/plain-key/messages", "x", "X-Kafka-Key", "k1");

    var record = weir.kafka().topic("plain-key").records(1).getFirst();
    assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("k1");
  }

  /// The numbers are CRC-32 of the key, modulo 7.
  @Test
  void without_a_partition_the_keys_crc_32_chooses_as_librdkafka_has_it() {
    weir.kafka().createTopic("crc", 7);
    for (var key : new String[] {"a", "bike-17", "rides"}) {
      post("/topics/crc/messages?key=" + key, key);
    }

    for (var record : weir.kafka().topic("crc").records(3)) {
      var crc = new CRC32();
      crc.update(record.key());
      assertThat(record.partition()).isEqualTo((int) (crc.getValue() % 7));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?partition=-1, partition is no number from 0",
    "?partition=x, partition is no number from 0",
    "?timestamp=, timestamp is no number",
    "?sync=maybe, neither true nor false",
    "?acks=all, 'none of memory, journal and kafka'"
  })
  void what_cannot_be_meant_is_refused_with_its_reason(String query, String reason) {
    var answer = post("/topics/t/messages" + query, "x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(reason).contains("Correct it");
  }

  @Test
  void two_keys_and_broken_base64_are_refused() {
    var twoKeys = post("/topics/t/messages?key=a", "x", "X-Kafka-Key", "b");
    var noBase64 = post("/topics/t/messages", "x", "X-Kafka-Header-a", "not base64!");

    assertThat(twoKeys.statusCode()).isEqualTo(400);
    assertThat(twoKeys.body()).contains("more than one key");
    assertThat(noBase64.statusCode()).isEqualTo(400);
    assertThat(noBase64.body()).contains("X-Kafka-Header-").contains("is not base64");
  }

  @ParameterizedTest
  @CsvSource({"memory, memory", "kafka, kafka"})
  void a_request_may_ask_for_a_level(String asked, String reached) {
    var answer = post("/topics/levels/messages?acks=" + asked, "x");

    assertThat(answer.headers().firstValue("Weir-Acks")).hasValue(reached);
  }

  @Test
  void a_partition_that_is_not_there_is_told() {
    weir.kafka().createTopic("narrow", 1);

    var answer = post("/topics/narrow/messages?partition=9&sync=true", "x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Weir-Problem-Code")).hasValue("unknown_partition");
  }

  @Test
  void names_of_topics_come_as_the_client_accepts_them() {
    weir.kafka().createTopic("listed", 1);

    var json = topics("*/*");
    var plainJson = topics("application/json");
    var text = topics("text/plain");

    assertThat(json.body()).startsWith("[\"").contains("\"listed\"").endsWith("\"]");
    assertThat(type(json)).isEqualTo("application/vnd.kafka.v2+json");
    assertThat(type(plainJson)).isEqualTo("application/json");
    assertThat(type(text)).isEqualTo("text/plain; charset=utf-8");
    assertThat(text.body().lines()).contains("listed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/topics/a/b/messages", "/topics/x/nope"})
  void other_paths_beneath_it_are_not_there(String path) {
    var answer = post(path, "x");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).startsWith("{\"error_code\":404,").contains(path);
  }

  @Test
  void only_post_and_put_send() {
    var request = HttpRequest.newBuilder(weir.uri("/topics/t/messages"));
    var refused = weir.send(request.DELETE());

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).hasValue("POST, PUT");
  }

  private static HttpResponse<String> topics(String accept) {
    return weir.send(HttpRequest.newBuilder(weir.uri("/topics")).header("Accept", accept));
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  private static HttpResponse<String> post(String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(weir.uri(path)).header("Content-Type", "text/plain");
    if (headers.length > 0) request.headers(headers);
    return weir.send(request.POST(BodyPublishers.ofString(body)));
  }
}
