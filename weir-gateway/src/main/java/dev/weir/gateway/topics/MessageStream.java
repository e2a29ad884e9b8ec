package dev.weir.gateway.topics;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Receipt;
import dev.weir.Submission;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.tracing.Arrival;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request to `/topics/{topic}/stream`: every line is a message and gets a line, in the order
/// of the lines, once it is as safe as was asked for.
///
/// Outcomes come in any order; they wait here behind the oldest that is still open. A line that is
/// wrong gets its error and the next ones go on. A line that is refused for now ends the stream, so
/// that its sender can go on from there. The end waits in the same queue. Lives on the request's
/// event loop, but for the outcomes.
final class MessageStream implements Lines.Reader {
  /// Reading pauses at this many lines without an answer, and goes on at half of them. It pauses,
  /// too, for a client that does not read its answers.
  static final int UNANSWERED_MAX = 1_000;

  /// What a line may have beside twice its message: escapes and base64 make text longer.
  private static final int LINE_BYTES_MORE = 64 << 10;

  private final Lines.Call call;
  private final Onward onward;
  private final LineCodec codec;
  private final Way way;
  private final Queue<Unanswered> unanswered = new ArrayDeque<>();

  /// Set by whichever thread brings an outcome first, so that many outcomes cost one visit here.
  private final AtomicBoolean visitAsked = new AtomicBoolean();

  private long lines;

  /// Nothing more is taken: the end is already in the queue, or behind us.
  private boolean ending;

  private boolean paused;
  private boolean closed;

  /// Where its messages go, and who follows them.
  record Onward(Consumer<Submission> delivery, Arrival arrival) {}

  MessageStream(Lines.Call call, Onward onward, LineCodec codec, Way way) {
    this.call = call;
    this.onward = onward;
    this.codec = codec;
    this.way = way;
  }

  @Override
  public int lineBytesMax() {
    return (int) Math.min(2 * way.messageBytes() + LINE_BYTES_MORE, Integer.MAX_VALUE / 2);
  }

  /// Hot.
  @Override
  public void received(byte[] bytes) {
    if (ending) return;
    lines++;
    switch (codec.read(bytes)) {
      case null -> {} // an empty line has nothing to be answered
      case LineCodec.Read.Good(var message) -> submit(message);
      case LineCodec.Read.Bad(var problem) -> answerNow(LineAnswer.to(problem));
    }
  }

  private void submit(Message message) {
    var one = awaited();
    var acks = way.acks();
    var messages = onward.arrival().marked(List.of(message));
    onward.delivery().accept(new Submission(messages, acks, call.caller(), one));
    // Refused at once: nothing that comes behind it may overtake it.
    if (one.answer instanceof LineAnswer.Last) ending = true;
  }

  private Unanswered awaited() {
    var one = new Unanswered(lines);
    unanswered.add(one);
    if (unanswered.size() >= UNANSWERED_MAX) pause();
    return one;
  }

  private void pause() {
    if (paused) return;
    paused = true;
    call.pause();
  }

  private void answerNow(LineAnswer answer) {
    awaited().answer = answer;
    answerAll();
  }

  @Override
  public void oversized() {
    if (ending) return;
    lines++;
    answerNow(
        new LineAnswer.Bad(
            new Problem(
                Problem.Code.TOO_LARGE,
                "The line was skipped",
                "it has more than %,d bytes, and limits.message-bytes is %,d"
                    .formatted(lineBytesMax(), way.messageBytes()),
                "Send smaller messages or raise limits.message-bytes")));
  }

  @Override
  public void noRoom() {
    endWith(
        new LineAnswer.Last(
            new Problem(
                Problem.Code.MEMORY_FULL,
                "The line was not taken in",
                "there is no room in limits.memory for what has come of it",
                "Send it and what follows again; if this lasts, see whether clients stop in the"
                    + " middle of a line, or raise limits.memory")));
  }

  @Override
  public void ended() {
    endWith(LineAnswer.DONE);
  }

  @Override
  public void stopping() {
    endWith(new LineAnswer.Last(Problem.stopping()));
  }

  private void endWith(LineAnswer end) {
    if (ending) return;
    ending = true;
    lines++;
    answerNow(end);
  }

  /// What the client sent goes on to Kafka; that nobody hears of it is the client's wish.
  @Override
  public void cancelled() {
    close();
  }

  @Override
  public void writable() {
    answerAll();
  }

  /// Answers from the oldest line on, up to the first that is still open.
  private void answerAll() {
    // Before looking: an outcome that comes later asks for another visit.
    visitAsked.set(false);
    for (var answer = nextAnswer(); answer != null; answer = nextAnswer()) {
      var line = unanswered.remove().line;
      switch (answer) {
        case LineAnswer.Good(var outcome) -> call.send(LineAnswer.encode(line, outcome));
        case LineAnswer.Bad(var problem) -> call.send(LineAnswer.encode(line, problem));
        case LineAnswer.Last(var problem) -> {
          call.send(LineAnswer.encode(line, problem));
          end();
        }
        case LineAnswer.Done _ -> end();
      }
    }
    call.flush();
    if (call.isFull()) {
      pause(); // or what a client sends that does not read would wait here, and cost it nothing
    } else if (paused && unanswered.size() <= UNANSWERED_MAX / 2) {
      paused = false;
      call.resume();
    }
  }

  private void end() {
    close();
    call.end();
  }

  private void close() {
    if (!closed) onward.arrival().end();
    closed = true;
    ending = true;
    unanswered.clear();
  }

  private @Nullable LineAnswer nextAnswer() {
    var oldest = unanswered.peek();
    return oldest == null || call.isFull() ? null : oldest.answer;
  }

  /// A line that waits for its outcome, or for those before it.
  private final class Unanswered implements Receipt {
    private final long line;

    /// Written by the thread that brings the outcome, read by the event loop.
    private volatile @Nullable LineAnswer answer;

    Unanswered(long line) {
      this.line = line;
    }

    @Override
    public void settled(List<Outcome> outcomes) {
      onward.arrival().settled(outcomes.getFirst());
      answer = LineAnswer.to(outcomes.getFirst());
      if (visitAsked.compareAndSet(false, true)) call.execute(MessageStream.this::answerAll);
    }
  }
}
