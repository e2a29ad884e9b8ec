package dev.weir.tests.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// curl as it stands in the documentation.
@Timeout(120)
class CurlTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @BeforeAll
  static void needsCurl() {
    assumeTrue(isThere(), "there is no curl");
  }

  @Test
  void a_message_and_its_headers() throws Exception {
    var answer =
        run(
            "curl -si '%s' -H 'Content-Type: text/plain' -H 'X-Kafka-Header-trace: YWJj' -d hello"
                .formatted(weir.uri("/topics/curl-one/messages?key=bike-17&sync=true")));

    assertThat(answer).startsWith("HTTP/1.1 200 OK").containsIgnoringCase("weir-acks: kafka");
    weir.kafka().topic("curl-one").eventuallyContainsExactly("hello");
  }

  @Test
  void a_packed_message() throws Exception {
    run(
        "printf packed | gzip | curl -s --data-binary @- %s -H 'Content-Type: text/plain' -H 'Content-Encoding: gzip'"
            .formatted(weir.uri("/topics/curl-packed/messages")));

    weir.kafka().topic("curl-packed").eventuallyContainsExactly("packed");
  }

  @Test
  void a_message_over_http_2() throws Exception {
    var answer =
        run(
            "curl -si --http2-prior-knowledge %s -H 'Content-Type: text/plain' -d two"
                .formatted(weir.uri("/topics/curl-two/messages")));

    assertThat(answer).startsWith("HTTP/2 200");
    weir.kafka().topic("curl-two").eventuallyContainsExactly("two");
  }

  static boolean isThere() {
    try {
      return new ProcessBuilder("curl", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What a line of shell prints.
  static String run(String line) throws IOException, InterruptedException {
    var process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
