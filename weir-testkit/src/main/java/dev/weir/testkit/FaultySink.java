package dev.weir.testkit;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it is sent and answers as a test says: at once, later, or with a failure.
///
/// It delivers at once until told otherwise. Any thread may call; a lane does, and so does the
/// test.
///
/// ```java
/// var sink = new FaultySink();
/// var delivery = Delivery.start(limits, sink.opener(), metrics, clock);
/// sink.hold();          // as if Kafka were slow
/// delivery.submit(…);
/// sink.deliver(1);      // the oldest of those that wait
/// ```
public final class FaultySink implements Sink {
  private record Held(Message message, Consumer<Outcome> done) {}

  private final List<Message> sent = new ArrayList<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private boolean holding;
  private @Nullable Problem failure;
  private long offset;

  public Opener opener() {
    return _ -> this;
  }

  /// From now on nothing is answered until [#deliver] or [#fail] is called.
  public synchronized void hold() {
    holding = true;
  }

  /// From now on everything is delivered at once, also what was held.
  public void heal() {
    synchronized (this) {
      holding = false;
      failure = null;
    }
    deliver(Integer.MAX_VALUE);
  }

  /// From now on everything is lost at once.
  public synchronized void failWith(Problem problem) {
    failure = problem;
  }

  /// Delivers up to this many of the held messages, oldest first.
  public void deliver(int count) {
    for (var i = 0; i < count; i++) {
      var next = next();
      if (next == null) return;
      next.done().accept(delivered());
    }
  }

  /// Loses up to this many of the held messages, oldest first.
  public void fail(int count, Problem problem) {
    for (var i = 0; i < count; i++) {
      var next = next();
      if (next == null) return;
      next.done().accept(new Outcome.Lost(problem));
    }
  }

  /// All that was sent so far, in order.
  public synchronized List<Message> sent() {
    return List.copyOf(sent);
  }

  /// How many wait for the test's word.
  public synchronized int waiting() {
    return held.size();
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    Outcome outcome;
    synchronized (this) {
      sent.add(message);
      if (holding) {
        held.add(new Held(message, done));
        return;
      }
      outcome = failure == null ? delivered() : new Outcome.Lost(failure);
    }
    done.accept(outcome);
  }

  @Override
  public void close(Duration atMost) {
    fail(Integer.MAX_VALUE, Problem.stopping());
  }

  private synchronized @Nullable Held next() {
    return held.poll();
  }

  private synchronized Outcome.Delivered delivered() {
    return new Outcome.Delivered(0, offset++);
  }
}
