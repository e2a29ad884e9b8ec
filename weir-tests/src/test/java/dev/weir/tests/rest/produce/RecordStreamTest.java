package dev.weir.tests.rest.produce;

import static dev.weir.tests.rest.produce.RecordsTest.chunk;
import static dev.weir.tests.rest.produce.RecordsTest.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams of v3 whose ends do as they like.
@Timeout(120)
class RecordStreamTest {
  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("routes.0.topic", "rated").with("routes.0.rate", "1/h");

  @Test
  void a_client_that_reads_no_answer_is_not_read_any_more_and_others_go_on() throws Exception {
    try (var http = open("deaf")) {
      var deaf = Thread.ofVirtual().start(() -> sendForEver(http));
      assertThat(deaf.join(Duration.ofSeconds(2))).isFalse();

      assertThat(weir.post("/topics/others", "{\"records\":[{\"value\":1}]}").statusCode())
          .isEqualTo(200);
    }
    awaitNoMemoryUsed();
  }

  /// Until the connection takes no more; it ends by being closed.
  private static void sendForEver(RawHttp http) {
    try {
      while (true) http.write(chunk("{\"no\":1}".repeat(1_000)));
    } catch (IOException e) {
      // That is how it ends.
    }
  }

  @Test
  void a_client_that_breaks_off_leaves_nothing_behind() throws IOException {
    for (var i = 0; i < 20; i++) {
      try (var http = open("broken-off")) {
        http.write(chunk(record("1") + "{\"value\":\"" + "x".repeat(60_000)));
      }
    }

    awaitNoMemoryUsed();
  }

  @Test
  void a_gateway_that_stops_says_so_at_the_end() throws IOException {
    try (var http = open("stopped")) {
      http.write(chunk(record("1")));
      http.answer();
      var first = http.chunk();

      weir.stop();

      assertThat(Produce.read(first).get("error_code").asInt()).isEqualTo(200);
      assertThat(Produce.read(http.chunk()).get("error_code").asInt()).isEqualTo(503);
      assertThat(http.chunk()).isEmpty();
    } finally {
      weir.start();
    }
  }

  @Test
  void over_a_rate_a_record_is_429_and_the_stream_goes_on() throws IOException {
    var answer =
        new Produce(weir)
            .post(
                "/v3/clusters/-/topics/rated/records",
                "application/json",
                record("1") + record("2") + "{}x");

    assertThat(RecordsTest.lines(answer.body()))
        .extracting(line -> line.get("error_code").asInt())
        .containsExactly(200, 429, 429, 400);
  }

  @ParameterizedTest
  @EnumSource
  void a_body_of_unknown_length_is_a_stream(HttpClient.Version version) throws Exception {
    var topic = "unknown-length-" + version;
    weir.kafka().createTopic(topic, 1);
    var body =
        IntStream.range(0, 3_000)
            .mapToObj(i -> record("" + i))
            .collect(Collectors.joining())
            .getBytes(UTF_8);
    try (var client = HttpClient.newBuilder().version(version).build()) {
      var request =
          HttpRequest.newBuilder(weir.uri(path(topic)))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

      var answer = client.send(request.build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(version);
      assertThat(RecordsTest.lines(answer.body()))
          .extracting(line -> line.get("offset").asInt())
          .containsExactlyElementsOf(IntStream.range(0, 3_000).boxed().toList());
    }
  }

  private static void awaitNoMemoryUsed() {
    Await.until(
        "no memory is in use",
        () -> weir.get("/metrics").body().matches("(?s).*weir_memory_used_bytes 0(\\.0)?\\n.*"));
  }

  private static RawHttp open(String topic) throws IOException {
    return new RawHttp(weir.port("http"))
        .write(
            "POST %s HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n"
                .formatted(path(topic)));
  }

  private static String path(String topic) {
    return "/v3/clusters/-/topics/" + topic + "/records";
  }
}
