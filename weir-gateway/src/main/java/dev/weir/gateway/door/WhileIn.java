package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Introduction;
import dev.weir.gateway.net.Lines;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A stream that ends when whoever reads it would not be let in any more: with the next line that
/// they would have got.
///
/// @param inner whether it is for whoever asked and nobody else
record WhileIn(Lines lines, Introduction introduction, boolean inner) implements Lines {
  @Override
  public Reader open(Call call) {
    var events = lines.form() == Form.EVENTS; // which have no whole; what else is cut off shows it
    var checked = new Checked(call, introduction, events ? Call::end : Call::breakOff);
    var reader = lines.open(checked);
    checked.reader = reader;
    return reader;
  }

  @Override
  public List<Field> fields() {
    return inner ? Behind.discreet(lines.fields()) : lines.fields();
  }

  @Override
  public Form form() {
    return lines.form();
  }

  /// Lives on the event loop of its call.
  private static final class Checked implements Call {
    private final Call call;
    private final Introduction introduction;
    private final Consumer<Call> end;

    /// Null while it is made.
    private @Nullable Reader reader;

    private boolean over;

    Checked(Call call, Introduction introduction, Consumer<Call> end) {
      this.call = call;
      this.introduction = introduction;
      this.end = end;
    }

    @Override
    public void send(byte[] line) {
      var present = reader;
      if (over) return;
      if (present == null || introduction.stillIn()) {
        call.send(line);
      } else {
        over = true;
        end.accept(call);
        present.cancelled(); // it hears of no end that is not its own
      }
    }

    @Override
    public Caller caller() {
      return introduction.caller();
    }

    @Override
    public boolean isFull() {
      return call.isFull();
    }

    @Override
    public void flush() {
      call.flush();
    }

    @Override
    public boolean answer(Answer answer) {
      return call.answer(answer);
    }

    @Override
    public void later(Duration delay, Runnable task) {
      call.later(delay, task);
    }

    @Override
    public void end() {
      call.end();
    }

    @Override
    public void breakOff() {
      call.breakOff();
    }

    @Override
    public void pause() {
      call.pause();
    }

    @Override
    public void resume() {
      call.resume();
    }

    @Override
    public void execute(Runnable task) {
      call.execute(task);
    }
  }
}
