package dev.weir.tests.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `/topics/{topic}/stream`: a message a line, and a line for each.
@Timeout(240)
class StreamTest {
  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("routes.0.topic", "slow").with("routes.0.rate", "3/h");

  @Test
  void each_line_is_answered_while_more_come() throws IOException {
    try (var http = open("/topics/talk/stream?acks=kafka")) {
      chunk(http, "{\"value\":\"one\"}\n");
      var head = http.answer();
      var first = http.chunk();
      chunk(http, "{\"value\":\"two\"}\n");
      var second = http.chunk();
      chunk(http, "");

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.headers())
          .containsEntry("content-type", "application/x-ndjson")
          .containsKey("x-request-id");
      assertThat(first).isEqualTo("{\"line\":1,\"partition\":0,\"offset\":0}\n");
      assertThat(second).isEqualTo("{\"line\":2,\"partition\":0,\"offset\":1}\n");
      assertThat(http.chunk()).isEmpty();
      http.post("/push", "{\"records\":[]}");
      assertThat(http.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_line_may_say_all_that_a_message_has() throws Exception {
    weir.kafka().createTopic("all", 3);
    var line =
        """
        {"topic":"all","partition":2,"timestamp":77,"key":{"base64":"AP8="},"value":"v\\u00e4",\
        "offset":9,"headers":[{"key":"h","value":"x"},{"key":"n","value":null}]}
        """;

    var answers = stream("all?acks=kafka", line, HttpClient.Version.HTTP_1_1);

    assertThat(answers).containsExactly("{\"line\":1,\"partition\":2,\"offset\":0}");
    var record = weir.kafka().topic("all").records(1).getFirst();
    assertThat(record.key()).containsExactly(0, -1);
    assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("vä");
    assertThat(record.timestamp()).isEqualTo(77);
    assertThat(record.headers().toArray()).hasSize(2);
    assertThat(record.headers().lastHeader("n").value()).isNull();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void bad_lines_are_told_and_the_rest_goes_on(HttpClient.Version version) throws Exception {
    var topic = "mixed-" + version;
    var lines =
        List.of(
            "{\"value\":\"a\"}",
            "no json",
            "",
            "{\"value\":1}",
            "{\"topic\":\"other\",\"value\":\"x\"}",
            "{\"value\":\"" + "x".repeat(1_100_000) + "\"}",
            "{\"value\":\"" + "y".repeat(3_000_000) + "\"}",
            "{\"value\":\"b\",\"partition\":99}",
            "{\"value\":\"c\"}");

    var answers = stream(topic + "?acks=kafka", String.join("\n", lines), version);

    assertThat(answers).hasSize(8);
    assertThat(answers.getFirst()).startsWith("{\"line\":1,\"partition\"");
    assertThat(answers.subList(1, 4))
        .allSatisfy(answer -> assertThat(answer).contains("\"code\":\"invalid_message\""));
    assertThat(answers.get(1)).startsWith("{\"line\":2,\"error\":{\"code\":");
    assertThat(answers.get(2)).startsWith("{\"line\":4,").contains("a string should stand");
    assertThat(answers.get(4)).startsWith("{\"line\":6,").contains("\"code\":\"too_large\"");
    assertThat(answers.get(5)).startsWith("{\"line\":7,").contains("\"code\":\"too_large\"");
    assertThat(answers.get(6))
        .contains("\"code\":\"unknown_partition\"")
        .contains("\"retriable\":false");
    assertThat(answers.get(7)).startsWith("{\"line\":9,\"partition\"");
    weir.kafka().topic(topic).eventuallyContainsExactly("a", "c");
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void many_lines_keep_their_order(HttpClient.Version version) throws Exception {
    var topic = "many-" + version;
    weir.kafka().createTopic(topic, 1);
    var values = IntStream.range(0, 20_000).mapToObj(Integer::toString).toArray(String[]::new);
    var body = new StringBuilder();
    for (var value : values) body.append("{\"value\":\"").append(value).append("\"}\n");

    var answers = stream(topic, body.toString(), version);

    assertThat(answers).hasSize(values.length);
    for (var i = 0; i < values.length; i++) {
      assertThat(answers.get(i)).startsWith("{\"line\":" + (i + 1) + ",").doesNotContain("error");
    }
    weir.kafka().topic(topic).eventuallyContainsExactly(values);
  }

  @RepeatedTest(5)
  void however_the_body_is_split_the_answers_are_the_same(RepetitionInfo repetition)
      throws IOException {
    var random = new Random(repetition.getCurrentRepetition());
    var lines =
        "{\"value\":\"é\"}\nno json\n\r\n{}\n{\"value\":null,\"key\":\"k\"}".repeat(9) + "\n";

    assertThat(answersTo(lines, _ -> random.nextInt(1, 40)))
        .isEqualTo(answersTo(lines, length -> length));
  }

  private static String answersTo(String body, IntUnaryOperator nextSplit) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    try (var http = open("/topics/split/stream?acks=memory")) {
      for (var from = 0; from < bytes.length; ) {
        var to = Math.min(bytes.length, from + nextSplit.applyAsInt(bytes.length));
        http.write(Integer.toHexString(to - from) + "\r\n");
        http.write(Arrays.copyOfRange(bytes, from, to)).write("\r\n");
        from = to;
      }
      chunk(http, "");
      assertThat(http.answer().status()).isEqualTo(200);
      var answers = new StringBuilder();
      for (var chunk = http.chunk(); !chunk.isEmpty(); chunk = http.chunk()) answers.append(chunk);
      return answers.toString();
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void what_is_refused_for_now_ends_the_stream_so_that_nothing_overtakes_it(
      HttpClient.Version version) throws Exception {
    var line = "{\"value\":\"x\"}\n";

    var answers = stream("slow", line.repeat(100), version);

    var last = answers.getLast();
    assertThat(answers.size()).isLessThanOrEqualTo(4);
    assertThat(last)
        .startsWith("{\"line\":" + answers.size() + ",\"error\":{\"code\":\"rate_limited\"")
        .contains("\"retriable\":true,\"retry_after_ms\":");
    assertThat(answers.subList(0, answers.size() - 1))
        .allSatisfy(answer -> assertThat(answer).doesNotContain("error"));
  }

  @Test
  void a_refused_stream_whose_body_had_come_leaves_its_connection_usable() throws IOException {
    try (var http = open("/topics/slow/stream")) {
      chunk(http, "{\"value\":\"x\"}\n".repeat(100));
      chunk(http, "");
      http.answer();
      for (var chunk = http.chunk(); !chunk.isEmpty(); ) chunk = http.chunk();

      for (var i = 0; i < 2; i++) {
        http.post("/push", "{\"records\":[]}");
        assertThat(http.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void over_http_2_lines_are_answered_while_more_come_and_a_reset_leaves_nothing_behind()
      throws Exception {
    var vertx = Vertx.vertx();
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    var answers = new LinkedBlockingQueue<String>();
    try {
      var client = vertx.createHttpClient(options);
      var path = "/topics/two/stream?acks=kafka";
      var request =
          await(client.request(HttpMethod.POST, weir.port("http"), "127.0.0.1", path))
              .setChunked(true);
      request.response().onSuccess(response -> response.handler(b -> answers.add(b.toString())));
      for (var line = 1; line <= 3; line++) {
        await(request.write("{\"value\":\"x\"}\n"));
        assertThat(answers.poll(20, TimeUnit.SECONDS)).startsWith("{\"line\":" + line + ",");
      }
      await(request.write("{\"value\":\"" + "x".repeat(20_000)));
      var _ = request.reset();
      client.close(); // held until here: one that nobody holds is closed by the collector
    } finally {
      await(vertx.close());
    }
    awaitNoMemoryUsed();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_gateway_that_stops_says_so_in_the_last_line() throws IOException {
    try (var http = open("/topics/stopped/stream?acks=kafka")) {
      chunk(http, "{\"value\":\"a\"}\n");
      http.answer();
      var first = http.chunk();

      weir.stop();

      assertThat(first).startsWith("{\"line\":1,\"partition\"");
      assertThat(http.chunk())
          .startsWith("{\"line\":2,\"error\":{\"code\":\"stopping\"")
          .contains("\"retriable\":true");
      assertThat(http.chunk()).isEmpty();
    } finally {
      weir.start();
    }
  }

  @Test
  void what_the_query_asks_for_must_be_known_and_the_method_is_post() {
    var unknown = weir.post("/topics/t/stream?acks=all", "");
    var get = weir.get("/topics/t/stream");

    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("none of memory, journal and kafka");
    assertThat(get.statusCode()).isEqualTo(405);
  }

  @Test
  void a_packed_stream_is_refused() {
    var request =
        HttpRequest.newBuilder(weir.uri("/topics/t/stream")).header("Content-Encoding", "gzip");

    var refused = weir.send(request.POST(BodyPublishers.ofString("x")));

    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.headers().firstValue("Accept-Encoding")).hasValue("identity");
  }

  @Test
  void a_client_that_breaks_off_leaves_nothing_behind() throws IOException {
    for (var i = 0; i < 20; i++) {
      try (var http = open("/topics/broken-off/stream")) {
        chunk(http, "{\"value\":\"whole\"}\n{\"value\":\"" + "x".repeat(60_000));
      }
    }

    awaitNoMemoryUsed();
  }

  @Test
  void a_client_that_reads_no_answer_is_not_read_any_more_and_others_go_on() throws Exception {
    try (var http = open("/topics/deaf/stream?acks=memory")) {
      var deaf = Thread.ofVirtual().start(() -> sendForEver(http));
      assertThat(deaf.join(Duration.ofSeconds(2))).isFalse();

      assertThat(weir.post("/push", "{\"records\":[]}").statusCode()).isEqualTo(200);
    }
    awaitNoMemoryUsed();
  }

  /// Until the connection takes no more; it ends by being closed.
  private static void sendForEver(RawHttp http) {
    try {
      while (true) chunk(http, "no json\n".repeat(1_000));
    } catch (IOException e) {
      // That is how it ends.
    }
  }

  @Test
  void curl_streams() throws Exception {
    assumeTrue(CurlTest.isThere(), "there is no curl");

    var answers =
        CurlTest.run(
            "printf '{\"value\":\"a\"}\\n{\"value\":\"b\"}\\n' | curl -sN -T - -X POST %s"
                .formatted(weir.uri("/topics/curled/stream?acks=kafka")));

    assertThat(answers)
        .isEqualTo(
            "{\"line\":1,\"partition\":0,\"offset\":0}\n{\"line\":2,\"partition\":0,\"offset\":1}\n");
  }

  private static void awaitNoMemoryUsed() {
    Await.until(
        "no memory is in use",
        () -> weir.get("/metrics").body().matches("(?s).*weir_memory_used_bytes 0(\\.0)?\\n.*"));
  }

  private static RawHttp open(String path) throws IOException {
    return new RawHttp(weir.port("http"))
        .write("POST " + path + " HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  private static void chunk(RawHttp http, String text) throws IOException {
    var length = text.getBytes(StandardCharsets.UTF_8).length;
    http.write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
  }

  private static List<String> stream(String path, String body, HttpClient.Version version)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(weir.uri("/topics/" + path.replace("?", "/stream?")))
            .POST(BodyPublishers.ofString(body));
    if (!path.contains("?")) request.uri(weir.uri("/topics/" + path + "/stream"));
    try (var client = HttpClient.newBuilder().version(version).build()) {
      var answer = client.send(request.build(), BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body().toList();
    }
  }
}
