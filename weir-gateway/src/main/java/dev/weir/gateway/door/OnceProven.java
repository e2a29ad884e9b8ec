package dev.weir.gateway.door;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A stream that begins when somebody was found to be who they say: it waits with its first line,
/// and reads no further.
///
/// @param lines what is streamed to them
/// @param fields of the answer, which begins before they are known
/// @param verdict looks at what they say; it blocks
record OnceProven(
    Lines lines, List<Field> fields, Function<Visitor, Lines> to, Supplier<Verdict> verdict)
    implements Lines {
  /// More than any stream takes: what reads it knows its own limit, which is not known before.
  private static final int LINE_BYTES_MAX = 16 << 20;

  @Override
  public Form form() {
    return lines.form();
  }

  @Override
  public Reader open(Call call) {
    var waiting = new Waiting(call);
    Thread.ofVirtual()
        .name("door")
        .start(() -> {
          var told = verdict.get();
          call.execute(() -> waiting.judged(told, to));
        });
    return waiting;
  }

  /// Lives on the event loop of its call.
  private static final class Waiting implements Reader {
    private final Call call;

    /// What came before it was known for whom.
    private final List<Consumer<Reader>> before = new ArrayList<>();

    private @Nullable Reader reader;
    private int lineBytesMax;
    private boolean over;

    Waiting(Call call) {
      this.call = call;
    }

    void judged(Verdict verdict, Function<Visitor, Lines> to) {
      if (over) return;
      switch (verdict) {
        case Verdict.Out out -> refuse(out.answer());
        case Verdict.In(var visitor) -> begin(to.apply(visitor).open(call));
        case Verdict.Anybody _, Verdict.Unproven _ ->
            throw new IllegalStateException("it was not looked at");
      }
    }

    private void begin(Reader opened) {
      reader = opened;
      lineBytesMax = opened.lineBytesMax();
      before.forEach(one -> one.accept(opened));
      before.clear();
      call.resume();
    }

    private void refuse(Answer answer) {
      over = true;
      call.answer(answer.with("Content-Type", String.valueOf(answer.contentType())));
    }

    private void tell(Consumer<Reader> what) {
      var present = reader;
      if (present != null) {
        what.accept(present);
      } else if (!over) {
        before.add(what);
        call.pause();
      }
    }

    @Override
    public int lineBytesMax() {
      return LINE_BYTES_MAX;
    }

    @Override
    public void received(byte[] line) {
      tell(present -> {
        if (line.length > lineBytesMax) {
          present.oversized();
        } else {
          present.received(line);
        }
      });
    }

    @Override
    public void oversized() {
      tell(Reader::oversized);
    }

    @Override
    public void noRoom() {
      tell(Reader::noRoom);
    }

    @Override
    public void ended() {
      tell(Reader::ended);
    }

    @Override
    public void cancelled() {
      over = true;
      if (reader != null) reader.cancelled();
    }

    @Override
    public void writable() {
      if (reader != null) reader.writable();
    }

    @Override
    public void stopping() {
      if (reader != null) {
        reader.stopping();
      } else {
        over = true;
        call.end();
      }
    }
  }
}
