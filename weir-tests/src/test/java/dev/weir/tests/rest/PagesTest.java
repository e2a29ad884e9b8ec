package dev.weir.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Web pages of other origins, as browsers send for them.
@Timeout(180)
class PagesTest {
  private static final String APP = "https://app.example.com";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("rest.cors", APP + ",http://localhost:3000");

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/topics", "/nope"})
  void a_page_that_may_call_reads_answers_and_errors(String path) {
    var answer = weir.send(HttpRequest.newBuilder(weir.uri(path)).header("Origin", APP));

    assertThat(header(answer, ALLOWED)).isEqualTo(APP);
    assertThat(header(answer, "Vary")).isEqualTo("Origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/topics/t", "/consumers/g", "/topics", "/nope"})
  void a_page_that_may_call_is_told_so_before(String path) {
    var answer =
        weir.send(
            HttpRequest.newBuilder(weir.uri(path))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, ALLOWED)).isEqualTo("http://localhost:3000");
    assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("content-type");
  }

  @Test
  void another_page_reads_nothing_and_writes_nothing() {
    var asked =
        HttpRequest.newBuilder(weir.uri("/topics/t")).header("Origin", "http://evil.example");

    assertThat(header(weir.send(asked.copy()), ALLOWED)).isEmpty();
    assertThat(weir.send(asked.POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/push", "/healthz", "/metrics", "/topics/t/messages", "/admin/sinks"})
  void it_is_for_the_proxy_alone(String path) {
    var answer = weir.send(HttpRequest.newBuilder(weir.uri(path)).header("Origin", APP));

    assertThat(header(answer, ALLOWED)).isEmpty();
    assertThat(header(answer, "Vary")).doesNotContain("Origin");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
