package dev.weir.gateway.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Caller;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatcherTest {
  private final Line line = new Line();
  private final AtomicInteger left = new AtomicInteger();
  private final Feed feed = new Feed(new Silent(), () -> 0);
  private final Watcher watcher = new Watcher(line, List.of(feed), left::incrementAndGet);

  @Test
  void a_client_that_does_not_read_misses_points_and_none_is_kept_for_it() {
    watcher.ended();
    line.full = true;
    for (var i = 0; i < 1_000; i++) watcher.tell(point(i));
    line.full = false;
    watcher.tell(point(1_000));

    assertThat(line.sent).hasSize(3).last().asString().contains("1000");
  }

  @Test
  void what_was_comes_first() {
    watcher.ended();

    assertThat(line.sent.get(1)).isEqualTo("id: 0\nevent: silent\ndata: {\"history\":[]}\n\n");
    assertThat(feed.isWatched()).isTrue();
  }

  @Test
  void who_has_gone_is_told_nothing_and_leaves_once() {
    watcher.ended();
    watcher.cancelled();
    watcher.tell(point(1));
    watcher.stopping();

    assertThat(line.sent).hasSize(2);
    assertThat(left).hasValue(1);
    assertThat(feed.isWatched()).isFalse();
  }

  @Test
  void a_comment_shows_that_the_connection_lives() {
    watcher.ended();
    line.task.run();

    assertThat(line.sent).last().isEqualTo(":\n\n");
  }

  private static byte[] point(int number) {
    return Event.bytes(number, "silent", "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static final class Silent implements Channel {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public Point look() {
      return Point.of(json -> {
        json.writeStartObject();
        json.writeEndObject();
      });
    }
  }

  /// The server's end of a connection, without one.
  private static final class Line implements Lines.Call {
    final List<String> sent = new ArrayList<>();
    boolean full;
    Runnable task = () -> {};

    @Override
    public Caller caller() {
      return Caller.anybody("127.0.0.1");
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void send(byte[] bytes) {
      sent.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    public boolean answer(Answer answer) {
      return false;
    }

    @Override
    public void later(Duration delay, Runnable then) {
      task = then;
    }

    @Override
    public void end() {}

    @Override
    public void breakOff() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void execute(Runnable now) {
      now.run();
    }
  }
}
