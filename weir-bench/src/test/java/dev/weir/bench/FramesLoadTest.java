package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.FramesConnection.Frames;
import dev.weir.bench.FramesLoad.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FramesLoadTest {
  private static final Duration WINDOW = Duration.ofMillis(300);
  private static final Frames FRAMES = new Frames("rides", 300, 32);

  @TempDir Path folder;

  @Test
  void what_the_socket_took_is_accepted_where_nobody_answers() throws IOException {
    try (var server = TinySocket.silent(folder.resolve("s"));
        var load = FramesLoad.connect(server.path(), FRAMES, new Shape(2, 0))) {

      var result = load.run(WINDOW);

      assertThat(result.errors()).isZero();
      assertThat(result.accepted()).isPositive().isEqualTo(server.awaitFrames(result.accepted()));
    }
  }

  @Test
  void every_acknowledged_frame_counts_once_with_its_time() throws IOException {
    try (var server = TinySocket.acknowledging(folder.resolve("s"));
        var load = FramesLoad.connect(server.path(), FRAMES, new Shape(2, 100))) {
      var first = load.run(WINDOW);

      var second = load.run(WINDOW);

      assertThat(first.errors() + second.errors()).isZero();
      assertThat(first.accepted() + second.accepted()).isPositive().isEqualTo(server.frames());
      assertThat(second.p50Millis()).isPositive().isLessThanOrEqualTo(second.p99Millis());
    }
  }

  @Test
  void a_server_that_goes_away_is_an_error_of_this_run_and_of_the_next() throws IOException {
    var server = TinySocket.acknowledging(folder.resolve("s"));
    try (var load = FramesLoad.connect(server.path(), FRAMES, new Shape(2, 100))) {
      load.run(WINDOW);
      server.close();

      var result = load.run(WINDOW);
      var next = load.run(WINDOW);

      assertThat(result.errors()).isPositive();
      assertThat(next.errors()).isEqualTo(2);
      assertThat(next.accepted()).isZero();
    }
  }
}
