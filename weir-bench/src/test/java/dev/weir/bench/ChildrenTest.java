package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bench.LoadGenerator.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ChildrenTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private Path logs;
  private Children children = new Children(Path.of("unused"));

  @AfterEach
  void end() {
    children.close();
  }

  @Test
  void a_floor_answers_the_load_from_a_process_whose_cpu_is_its_own() throws IOException {
    var floor = start(NettyFloor.class);
    var before = floor.cpu();

    var result = load(port(floor));

    assertThat(result.accepted()).isPositive();
    assertThat(result.errors()).isZero();
    assertThat(floor.cpu().minus(before).micros()).isPositive();
  }

  @Test
  void a_vertx_floor_answers_the_same_load() throws IOException {
    var floor = start(VertxFloor.class);

    var result = load(port(floor));

    assertThat(result.accepted()).isPositive();
    assertThat(result.errors()).isZero();
  }

  @Test
  void closing_ends_a_start_script_and_the_process_behind_it() {
    children = new Children(logs);
    var script = List.of("sh", "-c", "sleep 600; echo never");
    var child = children.start("script", script, Map.of());

    children.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_process_that_ends_too_early_is_named_together_with_its_log() {
    children = new Children(logs);
    var child = children.start("brief", List.of("true"), Map.of());

    assertThatThrownBy(() -> child.await("ready", LIMIT))
        .hasMessageContaining("'brief'")
        .hasMessageContaining(logs.resolve("brief.log").toString());
  }

  private Child start(Class<?> main) {
    children = new Children(logs);
    var jvm = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1");
    return children.start(new Children.Program("floor", main, jvm, List.of("--loops", "1")));
  }

  private static int port(Child floor) {
    return Integer.parseInt(floor.await("ready http=", LIMIT));
  }

  private static LoadResult load(int port) throws IOException {
    var request = new PushRequest("rides", 1024, Mode.ASYNC).bytes(port);
    try (var load = LoadGenerator.connect(port, request, new Shape(8, 2))) {
      return load.run(Duration.ofMillis(500));
    }
  }
}
