package dev.weir.tests.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import dev.weir.tests.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The port that is as the ambassador's was: every row of what its clients may rely on.
@Timeout(240)
class AmbassadorTest {
  private static final String NOT_FOUND = "404 page not found\n";

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("listen.topics", "127.0.0.1:0");

  @Test
  void a_text_is_taken_and_arrives() throws IOException {
    var answer = send("POST", "/topics/h1/messages", "text/plain", "hello");

    assertTaken(answer);
    assertThat(answer.headers()).containsKey("weir-acks");
    weir.kafka().topic("h1").eventuallyContainsExactly("hello");
  }

  @Test
  void json_is_taken_as_it_stands() throws IOException {
    var answer = send("POST", "/topics/h2/messages", "application/json", "{\"a\": 1 ");

    assertTaken(answer);
    weir.kafka().topic("h2").eventuallyContainsExactly("{\"a\": 1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=utf-8", "text/plain;charset=UTF-8"})
  void a_charset_does_no_harm(String type) throws IOException {
    assertTaken(send("POST", "/topics/h3/messages", type, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "text/html", "*/*"})
  void other_types_are_refused_in_the_old_words(String type) throws IOException {
    var answer = send("POST", "/topics/t/messages", type, "x");

    assertError(answer, 400, "unsupported content type " + type + "\n");
  }

  @Test
  void no_type_is_refused_in_the_old_words() throws IOException {
    var answer =
        sendRaw("POST /topics/t/messages HTTP/1.1\r\nHost: w\r\nContent-Length: 1\r\n\r\nx");

    assertError(answer, 400, "unsupported content type \n");
  }

  @Test
  void a_body_in_chunks_is_taken() throws IOException {
    var answer =
        sendRaw(
            "POST /topics/h6/messages HTTP/1.1\r\nHost: w\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");

    assertTaken(answer);
    weir.kafka().topic("h6").eventuallyContainsExactly("abc");
  }

  @Test
  void an_empty_body_is_an_empty_message() throws IOException {
    var answer = send("POST", "/topics/h7/messages", "text/plain", "");

    assertTaken(answer);
    assertThat(weir.kafka().topic("h7").records(1).getFirst().value()).isNotNull().isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "GET", "DELETE", "PATCH", "BREW"})
  void every_method_sends(String method) throws IOException {
    assertTaken(send(method, "/topics/methods/messages", "text/plain", method));

    weir.kafka().topic("methods").eventuallyContains(method);
  }

  @Test
  void the_names_of_the_topics_are_lines_without_kafkas_own() throws IOException {
    weir.kafka().createTopic("names-b", 1);
    weir.kafka().createTopic("names-a", 1);
    weir.kafka().createTopic("__names", 1);

    var answer = sendRaw("GET /topics HTTP/1.1\r\nHost: w\r\nAccept: application/json\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(answer.body().split("\n", -1)).contains("names-a", "names-b").doesNotContain("");
    assertThat(answer.body()).doesNotContain("__");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void other_methods_on_the_names_are_refused_without_a_word(String method) throws IOException {
    var answer = sendRaw(method + " /topics HTTP/1.1\r\nHost: w\r\nContent-Length: 0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers())
        .containsEntry("content-length", "0")
        .doesNotContainKey("content-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topics/",
        "/nope",
        "/",
        "/topics/a/b/messages",
        "/topics/a%2Fb/messages",
        "/topics/t/messages/",
        "/topics/t/stream",
        "/topics/t",
        "/push",
        "/metrics",
        "/admin/sinks"
      })
  void nothing_else_is_there(String path) throws IOException {
    assertError(send("POST", path, "text/plain", "x"), 404, NOT_FOUND);
    assertError(sendRaw("GET " + path + " HTTP/1.1\r\nHost: w\r\n\r\n"), 404, NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "//topics/t/messages, /topics/t/messages",
    "/topics//t/messages?a=b, /topics/t/messages?a=b",
    "/topics/x/../t/messages, /topics/t/messages",
    "//evil.example/topics, /evil.example/topics"
  })
  void an_untidy_path_leads_to_the_tidy_one(String path, String tidy) throws IOException {
    var answer = send("POST", path, "text/plain", "x");

    assertThat(answer.status()).isEqualTo(301);
    assertThat(answer.headers()).containsEntry("location", tidy);
  }

  @Test
  void a_length_that_is_no_number_is_refused_in_the_old_words() throws IOException {
    var answer =
        sendRaw(
            "POST /topics/t/messages HTTP/1.1\r\nHost: w\r\nContent-Type: text/plain\r\nContent-Length: x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("400 Bad Request");
  }

  @Test
  void what_could_never_be_taken_is_told_with_its_reason() throws IOException {
    var illegal = send("POST", "/topics/two%20words/messages", "text/plain", "x");
    var large = send("POST", "/topics/t/messages", "text/plain", "x".repeat(1_100_000));

    assertThat(illegal.status()).isEqualTo(400);
    assertThat(illegal.body()).contains("'two words' is not legal");
    assertThat(illegal.headers()).containsEntry("weir-problem-code", "invalid_topic");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.headers()).containsEntry("weir-problem-code", "too_large");
  }

  private static void assertTaken(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers())
        .containsEntry("content-length", "0")
        .doesNotContainKey("content-type");
  }

  private static void assertError(Answer answer, int status, String body) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers())
        .containsEntry("content-type", "text/plain; charset=utf-8")
        .containsEntry("x-content-type-options", "nosniff");
  }

  private static Answer send(String method, String path, String type, String body)
      throws IOException {
    return sendRaw(
        "%s %s HTTP/1.1\r\nHost: w\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, type, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  private static Answer sendRaw(String request) throws IOException {
    try (var http = new RawHttp(weir.port("topics"))) {
      return http.write(request).answer();
    }
  }
}
