package dev.weir.tests.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.RawHttp;
import dev.weir.tests.RawHttp.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Kafka is away: what has a log is taken and arrives, what has none is refused where the client
/// can see it.
@Timeout(240)
class AwayTest {
  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.topics", "127.0.0.1:0")
          .with("kafka.request.timeout.ms", "1000")
          .with("kafka.delivery.timeout.ms", "1500")
          .with("routes.0.topic", "unlogged")
          .with("routes.0.wal", "disable");

  @Test
  void five_hundred_posts_during_an_outage() throws IOException {
    assertThat(send("topics", "logged", "0").status()).isEqualTo(200);
    assertThat(send("topics", "unlogged", "0").status()).isEqualTo(200);
    weir.kafka().stop();

    for (var i = 1; i <= 250; i++) {
      assertThat(send("topics", "logged", Integer.toString(i)).status()).isEqualTo(200);
    }
    for (var i = 1; i <= 250; i++) assertHangsUp("unlogged");
    var refused = send("http", "unlogged", "x");
    var names = names();

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsKey("retry-after").containsKey("weir-problem-code");
    assertThat(names.status()).isEqualTo(500);
    assertThat(names.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(names.body()).contains("does not answer").endsWith("\n");

    weir.kafka().start();
    var all = IntStream.rangeClosed(0, 250).mapToObj(Integer::toString).toArray(String[]::new);
    weir.kafka().topic("logged").eventuallyContainsExactly(all);
    // What Kafka's client had in hand when it was given up may have arrived.
    assertThat(weir.kafka().topic("unlogged").recordsNow()).hasSizeBetween(1, 9);
  }

  private static void assertHangsUp(String topic) {
    assertThatThrownBy(() -> send("topics", topic, "x"))
        .isInstanceOfAny(EOFException.class, SocketException.class);
  }

  private static Answer send(String port, String topic, String value) throws IOException {
    try (var http = new RawHttp(weir.port(port))) {
      return http.write(
              "POST /topics/%s/messages HTTP/1.1\r\nHost: w\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(topic, value.length(), value))
          .answer();
    }
  }

  private static Answer names() throws IOException {
    var startNanos = System.nanoTime();
    try (var http = new RawHttp(weir.port("topics"))) {
      return http.write("GET /topics HTTP/1.1\r\nHost: w\r\n\r\n").answer();
    } finally {
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
          .isLessThan(Duration.ofSeconds(20));
    }
  }
}
