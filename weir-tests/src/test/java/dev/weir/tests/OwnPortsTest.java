package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ports that have one protocol alone, as it was before Weir.
@Timeout(180)
class OwnPortsTest {
  private static final String PUSH = "{\"records\":[{\"topic\":\"own\",\"data\":\"x\"}]}";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.push", "127.0.0.1:0")
          .with("listen.topics", "127.0.0.1:0")
          .with("listen.metrics", "127.0.0.1:0");

  @ParameterizedTest
  @ValueSource(strings = {"/push", "/push/", "/push?a=b"})
  void kprfs_port_takes_what_kprf_took(String path) throws IOException {
    try (var http = new RawHttp(weir.port("push"))) {
      var answer = http.post(path, PUSH).answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "push, /",
    "push, /nope",
    "push, /metrics",
    "push, /topics",
    "push, /admin/sinks",
    "metrics, /",
    "metrics, /push",
    "metrics, /topics",
    "metrics, /admin/sinks"
  })
  void nothing_else_is_there_and_nothing_is_said(String port, String path) throws IOException {
    var answer = get(port, path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers()).doesNotContainKey("content-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/healthz", "/readyz", "/health/live", "/health/ready"})
  void the_port_of_the_metrics_tells_how_weir_is(String path) throws IOException {
    assertThat(get("metrics", path).status()).isEqualTo(200);
  }

  @Test
  void the_metrics_are_told_to_every_method() throws IOException {
    try (var http = new RawHttp(weir.port("metrics"))) {
      assertThat(http.post("/metrics", "").answer().body()).contains("# TYPE");
    }
  }

  private static Answer get(String port, String path) throws IOException {
    try (var http = new RawHttp(weir.port(port))) {
      return http.write("GET " + path + " HTTP/1.1\r\nHost: w\r\n\r\n").answer();
    }
  }
}
