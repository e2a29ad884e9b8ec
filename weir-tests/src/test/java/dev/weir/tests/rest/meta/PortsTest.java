package dev.weir.tests.rest.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the gateway is can be asked where the proxy is, and where the figures are.
@Timeout(180)
class PortsTest {
  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.rest", "127.0.0.1:0")
          .with("listen.metrics", "127.0.0.1:0");

  @ParameterizedTest
  @CsvSource({
    "http, /healthy", "http, /ready", "http, /metrics",
    "rest, /healthy", "rest, /ready", "rest, /metrics",
    "metrics, /healthy", "metrics, /ready", "metrics, /metrics"
  })
  void the_state_is_told_on_every_port_that_is_for_it(String port, String path) throws IOException {
    try (var http = new RawHttp(weir.port(port))) {
      var answer = http.write("GET %s HTTP/1.1\r\nHost: w\r\n\r\n".formatted(path)).answer();

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
  }
}
