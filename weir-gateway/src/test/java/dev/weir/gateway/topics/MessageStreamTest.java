package dev.weir.gateway.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Caller;
import dev.weir.Message;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When a stream of messages is read, and when not.
@Timeout(30)
class MessageStreamTest {
  private static final byte[] BAD = "{".getBytes(StandardCharsets.UTF_8);

  private final Line line = new Line();
  private final MessageStream stream =
      new MessageStream(
          line,
          new MessageStream.Onward(_ -> {}, Tracing.OFF.open("topics", _ -> null)),
          new LineCodec("t", Message.BY_CRC32),
          new Way(Acks.JOURNAL, 0, 1_000));

  @Test
  void a_client_that_does_not_read_its_answers_is_read_no_further_until_it_does() {
    line.full = true;
    stream.received(BAD);
    assertThat(line.paused).isTrue();

    line.full = false;
    stream.writable();

    assertThat(line.paused).isFalse();
    assertThat(line.sent).isEqualTo(1);
  }

  /// What the network has of it.
  private static final class Line implements Lines.Call {
    private boolean full;
    private boolean paused;
    private int sent;

    @Override
    public Caller caller() {
      return Caller.anybody("me");
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void send(byte[] line) {
      sent++;
    }

    @Override
    public void flush() {}

    @Override
    public boolean answer(Answer answer) {
      return false;
    }

    @Override
    public void later(Duration delay, Runnable task) {}

    @Override
    public void end() {}

    @Override
    public void breakOff() {}

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }
}
