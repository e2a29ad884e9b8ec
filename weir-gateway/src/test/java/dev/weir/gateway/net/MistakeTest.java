package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.delivery.Budget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint that makes a mistake: whoever asked is told, and does not wait until they give up.
@Timeout(60)
class MistakeTest {
  private final Net net = Net.start(System::nanoTime);
  private final HttpPort port =
      HttpPort.open(
          net,
          new Address.Tcp("127.0.0.1", 0),
          Map.of(
              "/refusal", new Broken("refusal"),
              "/lines", new Broken("lines"),
              "/handle", new Broken("handle")),
          new HttpLimits(1 << 20, new Budget(16 << 20), Duration.ofSeconds(60)));

  @AfterEach
  void stop() {
    port.close();
    net.close();
  }

  /// @param where it goes wrong
  private record Broken(String where) implements Endpoint {
    @Override
    public @Nullable Answer refusal(Head head) {
      failAt("refusal");
      return null;
    }

    @Override
    public @Nullable Lines lines(Head head) {
      failAt("lines");
      return null;
    }

    @Override
    public void handle(Exchange exchange) {
      failAt("handle");
    }

    private void failAt(String place) {
      if (place.equals(where)) throw new IllegalStateException("a mistake of the test");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refusal", "/lines", "/handle"})
  void is_told_at_once_and_what_comes_next_is_answered(String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port.port(), path)))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(20))
              .POST(BodyPublishers.ofString("hello"))
              .build();
      for (var i = 0; i < 2; i++) {
        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Weir made a mistake");
      }
    }
  }
}
