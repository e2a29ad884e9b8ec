package dev.weir.gateway.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Caller;
import dev.weir.delivery.Kept;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.web.Download;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ExportingTest {
  private final Line line = new Line();

  @TempDir private Path folder;

  @Test
  void what_was_read_to_its_end_ends() throws Exception {
    exporting().ended();

    assertThat(line.ending()).isEqualTo("end");
  }

  @Test
  void a_gateway_that_stops_breaks_it_off() throws Exception {
    exporting().stopping();

    assertThat(line.ending()).isEqualTo("broken off");
  }

  private Download exporting() {
    var all = new Exporting(new Kept(folder, _ -> true, 0), _ -> true);
    return new Download(line, "the log", all);
  }

  /// The server's end of a connection, without one.
  private static final class Line implements Lines.Call {
    private final BlockingQueue<String> endings = new ArrayBlockingQueue<>(10);

    @Nullable String ending() throws InterruptedException {
      return endings.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public Caller caller() {
      return Caller.anybody("127.0.0.1");
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public void send(byte[] bytes) {}

    @Override
    public void flush() {}

    @Override
    public boolean answer(Answer answer) {
      return false;
    }

    @Override
    public void later(Duration delay, Runnable then) {}

    @Override
    public void end() {
      endings.add("end");
    }

    @Override
    public void breakOff() {
      endings.add("broken off");
    }

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
