package dev.weir.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import dev.weir.tests.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The port that has the REST proxy alone, and what any port answers that has it.
@Timeout(180)
class RestPortTest {
  private static final String V2 = "application/vnd.kafka.v2+json";

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("listen.rest", "127.0.0.1:0");

  @ParameterizedTest
  @ValueSource(strings = {"rest", "http"})
  void the_proxy_is_on_its_own_port_and_on_the_shared_one(String port) throws IOException {
    assertThat(get(port, "/openapi.json").status()).isEqualTo(200);
    assertThat(get(port, "/openapi.json/").status()).isEqualTo(200);
    assertThat(get(port, "/openapi.json?a=b").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/push", "/healthz", "/readyz", "/admin/sinks", "/topics/t/messages"})
  void nothing_else_is_on_its_own_port(String path) throws IOException {
    assertThat(get("rest", path).status()).isIn(404, 405);
    assertThat(get("rest", path).headers()).containsEntry("content-type", V2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest", "http"})
  void a_path_that_is_not_there_is_told_as_json(String port) throws IOException {
    var answer = get(port, "/nope");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers()).containsEntry("content-type", V2);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error_code\":404,\"message\":\"Nothing is served at /nope. /openapi.json lists what is\"}");
  }

  @Test
  void a_method_that_is_not_there_is_told_with_those_that_are() throws IOException {
    var answer = ask("rest", "PATCH", "/openapi.json", "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers())
        .containsEntry("allow", "GET, HEAD, OPTIONS")
        .containsEntry("content-type", V2);
    assertThat(answer.body()).startsWith("{\"error_code\":405,");
  }

  @Test
  void options_tells_the_methods() throws IOException {
    var answer = ask("rest", "OPTIONS", "/openapi", "");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
  }

  @Test
  void head_has_all_but_the_body() throws IOException {
    try (var http = new RawHttp(weir.port("rest"))) {
      http.write("HEAD /openapi.json HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n");

      assertThat(http.line()).startsWith("HTTP/1.1 200");
      for (var line = http.line(); !line.isEmpty(); ) line = http.line();
      assertThat(http.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "///topics",
        "/%00",
        "/%zz",
        "/%",
        "/topics/%zz",
        "/topics/%C3%28",
        "/topics/%00",
        "/topics//partitions",
        "/topics/../topics",
        "/consumers/a%2Fb/instances/c",
        "/topics/t/partitions/99999999999999999999",
        "/topics/t?%zz=%",
        "*",
        "/;a=b",
        "/<script>",
        "/\u00e9",
      })
  void absurd_paths_have_answers(String path) throws IOException {
    for (var port : new String[] {"rest", "http"}) {
      for (var method : new String[] {"GET", "POST", "DELETE", "OPTIONS"}) {
        var answer = ask(port, method, path, "");
        assertThat(answer.status()).as("%s %s %s", port, method, path).isBetween(200, 499);
      }
    }
  }

  @Test
  void a_path_of_seven_thousand_characters_has_an_answer() throws IOException {
    assertThat(get("rest", "/" + "a".repeat(7_000)).status()).isEqualTo(404);
    assertThat(get("rest", "/a".repeat(3_500)).status()).isEqualTo(404);
    assertThat(get("rest", "/".repeat(7_000)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"FOO, 405", "TRACE, 405", "CONNECT, 400", "get, 405"})
  void odd_methods_have_answers(String method, int status) throws IOException {
    assertThat(ask("rest", method, "/openapi.json", "").status()).isIn(status, 405, 400, 404);
  }

  @Test
  void a_request_without_a_host_gets_paths_for_addresses() throws IOException {
    try (var http = new RawHttp(weir.port("rest"))) {
      var answer = http.write("GET /openapi.json HTTP/1.0\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"servers\":[{\"url\":\"/\"}]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "<script>", "a b", "evil.example/\\u0022", "x:99999999"})
  void a_host_that_cannot_be_breaks_nothing(String host) throws IOException {
    try (var http = new RawHttp(weir.port("rest"))) {
      var answer = http.write("GET /openapi.json HTTP/1.1\r\nHost: " + host + "\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"servers\":[{\"url\":\"/\"}]");
    }
  }

  @Test
  void what_no_proxy_can_mean_is_refused_before_anything_is_done() throws IOException {
    var answer = ask("rest", "GET", "/openapi", "Forwarded: host=a;proto=ftp\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error_code\":400,").contains("ftp");
  }

  /// Where such a request ends is not known, so nothing of it comes further than the port.
  @Test
  void another_coding_of_transfer_is_refused_by_the_port_itself() throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      var answer =
          http.write(
                  "POST /topics/t HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
              .answer();

      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.body()).contains("Transfer-Encoding");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 99999999, 413, limits.request-bytes",
    "Content-Encoding: br, 415, Content-Encoding",
    "Idempotency-Key:, 400, Idempotency-Key",
  })
  void what_no_protocol_has_a_say_in_is_told_as_json_too(String header, int status, String about)
      throws IOException {
    for (var path : new String[] {"/topics/t", "/v3/clusters/-/topics"}) {
      try (var http = new RawHttp(weir.port("http"))) {
        var type =
            path.startsWith("/v3") ? "application/json" : "application/vnd.kafka.json.v2+json";
        var answer =
            http.write(
                    "POST %s HTTP/1.1\r\nHost: w\r\nContent-Type: %s\r\n%s\r\n\r\n"
                        .formatted(path, type, header))
                .answer();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error_code\":" + status + ",").contains(about);
      }
    }
  }

  private static Answer get(String port, String path) throws IOException {
    return ask(port, "GET", path, "");
  }

  private static Answer ask(String port, String method, String path, String headers)
      throws IOException {
    try (var http = new RawHttp(weir.port(port))) {
      return http.write(
              "%s %s HTTP/1.1\r\nHost: w:1\r\nContent-Length: 0\r\n%s\r\n"
                  .formatted(method, path, headers))
          .answer();
    }
  }
}
