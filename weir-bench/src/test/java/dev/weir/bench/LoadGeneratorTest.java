package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.LoadGenerator.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class LoadGeneratorTest {
  private static final Duration WINDOW = Duration.ofMillis(500);

  @Test
  void every_answer_counts_once_as_accepted_or_as_error() throws IOException {
    try (var server = TinyServer.start(10);
        var load = LoadGenerator.connect(server.port(), request(server), new Shape(8, 1))) {

      var result = load.run(WINDOW);

      assertThat(result.accepted() + result.errors()).isEqualTo(server.requests()).isPositive();
      assertThat(result.errors()).isEqualTo(server.requests() / 10);
      assertThat(result.p50Millis()).isPositive().isLessThanOrEqualTo(result.p99Millis());
    }
  }

  @Test
  void a_second_run_over_the_same_connections_starts_from_zero() throws IOException {
    try (var server = TinyServer.start(Integer.MAX_VALUE);
        var load = LoadGenerator.connect(server.port(), request(server), new Shape(4, 1))) {
      var first = load.run(WINDOW);

      var second = load.run(WINDOW);

      assertThat(first.accepted() + second.accepted()).isEqualTo(server.requests());
      assertThat(second.errors()).isZero();
    }
  }

  @Test
  void the_body_is_one_record_of_the_asked_size() throws IOException {
    try (var server = TinyServer.start(Integer.MAX_VALUE);
        var load = LoadGenerator.connect(server.port(), request(server), new Shape(1, 1))) {
      load.run(Duration.ofMillis(50));

      var body = server.lastBody();

      assertThat(body).endsWith("\"}],\"wait_for_send\":true}");
      assertThat(PushBody.parse(body.getBytes(StandardCharsets.UTF_8)).records())
          .singleElement()
          .satisfies(record -> assertThat(record.topic()).isEqualTo("rides"))
          .satisfies(record -> assertThat(record.value()).hasSize(1024));
    }
  }

  @Test
  void a_server_that_goes_away_turns_its_requests_into_errors_and_ends_the_run()
      throws IOException {
    var server = TinyServer.start(Integer.MAX_VALUE);
    try (var load = LoadGenerator.connect(server.port(), request(server), new Shape(4, 1))) {
      load.run(Duration.ofMillis(50));
      server.close();

      var result = load.run(WINDOW);
      var next = load.run(WINDOW);

      assertThat(result).isEqualTo(new LoadResult(0, 4, 0, 0, 0));
      assertThat(next).as("the connections are still missing").isEqualTo(result);
    }
  }

  private static byte[] request(TinyServer server) {
    return new PushRequest("rides", 1024, Mode.SYNC).bytes(server.port());
  }
}
