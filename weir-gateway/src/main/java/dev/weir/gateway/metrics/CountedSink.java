package dev.weir.gateway.metrics;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// A sink that counts, topic by topic, what goes through it.
final class CountedSink implements Sink {
  private final Sink sink;
  private final TopicLabels<TopicFigures> topics;
  private final AtomicLong inTransit = new AtomicLong();

  private final LongAdder acknowledged = new LongAdder();
  private final Consumer<CountedSink> ended;

  /// @param ended hears of its end
  CountedSink(Sink sink, TopicLabels<TopicFigures> topics, Consumer<CountedSink> ended) {
    this.sink = sink;
    this.topics = topics;
    this.ended = ended;
  }

  /// Messages that arrived. Any thread.
  long acknowledged() {
    return acknowledged.sum();
  }

  /// Messages that have no outcome yet. Any thread.
  long inTransit() {
    return inTransit.get();
  }

  @Override
  public boolean hasRoom(Message message) {
    return sink.hasRoom(message);
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    var figures = topics.of(message.topic());
    figures.requested();
    inTransit.incrementAndGet();
    sink.send(
        message,
        outcome -> {
          inTransit.decrementAndGet();
          count(figures, outcome);
          done.accept(outcome);
        });
  }

  private void count(TopicFigures figures, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered _ -> {
        figures.acknowledged();
        acknowledged.increment();
      }
      case Outcome.Lost(var problem) -> figures.failed(problem.code());
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Refused _ -> {}
    }
  }

  @Override
  public void turn() {
    sink.turn();
  }

  @Override
  public boolean forgot() {
    if (!sink.forgot()) return false;
    inTransit.set(0);
    return true;
  }

  @Override
  public void close(Duration atMost) {
    sink.close(atMost);
    ended.accept(this);
  }
}
