package dev.weir.gateway.metrics;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.metrics.Histogram;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// A sink whose messages are counted on their way. The lane's thread sends; outcomes come on any.
final class WatchedSink implements Sink {
  /// What is known of one topic's messages.
  ///
  /// @param topic the label that it is counted under
  record Flow(String topic, Histogram duration) {}

  /// A turn comes after each batch, which is far more often than there is something new.
  private static final long TURN_NANOS = 250_000_000;

  private final Sink sink;
  private final KprfFigures figures;
  private final Clock clock;

  /// By label. The lane puts another in its place where the sink forgot what it had.
  private volatile Map<String, LongAdder> onTheWay = new ConcurrentHashMap<>();

  /// The lane's alone.
  private long turnedNanos;

  WatchedSink(Sink sink, KprfFigures figures, Clock clock) {
    this.sink = sink;
    this.figures = figures;
    this.clock = clock;
    this.turnedNanos = clock.nanos();
  }

  long onTheWay(String topic) {
    var sum = onTheWay.get(topic);
    return sum == null ? 0 : sum.sum();
  }

  long onTheWay() {
    return onTheWay.values().stream().mapToLong(LongAdder::sum).sum();
  }

  @Override
  public boolean hasRoom(Message message) {
    return sink.hasRoom(message);
  }

  /// Hot.
  @Override
  public void send(Message message, Consumer<Outcome> done) {
    var flow = figures.flow(message);
    var open = onTheWay.computeIfAbsent(flow.topic(), _ -> new LongAdder());
    var sentNanos = clock.nanos();
    open.increment();
    sink.send(
        message,
        outcome -> {
          open.decrement();
          flow.duration().observe(clock.nanos() - sentNanos);
          figures.told(message, outcome);
          done.accept(outcome);
        });
  }

  @Override
  public void turn() {
    sink.turn();
    var nowNanos = clock.nanos();
    if (nowNanos - turnedNanos < TURN_NANOS) return;
    turnedNanos = nowNanos;
    figures.turn();
  }

  @Override
  public boolean forgot() {
    var forgot = sink.forgot();
    if (forgot) onTheWay = new ConcurrentHashMap<>();
    return forgot;
  }

  @Override
  public void close(Duration atMost) {
    sink.close(atMost);
    figures.ended(this);
  }
}
