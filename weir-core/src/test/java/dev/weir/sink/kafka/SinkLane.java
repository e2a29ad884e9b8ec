package dev.weir.sink.kafka;

import dev.weir.Eventually;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem.Code;
import dev.weir.broker.EmbeddedBroker;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A Kafka sink on the one thread that a lane would be.
final class SinkLane implements AutoCloseable {
  private static final long TURN_MILLIS = 10;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Sink sink;

  SinkLane(EmbeddedBroker broker, String... settings) {
    this(broker, new Metrics(), settings);
  }

  SinkLane(EmbeddedBroker broker, Metrics metrics, String... settings) {
    var config = WeirConfig.read(Sources.of(settings));
    var kafka = config.withBootstrapServers(broker.bootstrapServers()).kafka();
    this.sink = KafkaSink.opener("kafka", kafka, metrics, System::nanoTime).open(thread);
    var _ =
        thread.scheduleWithFixedDelay(sink::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Sends one; its outcome comes later.
  CompletableFuture<Outcome> start(Message message) {
    var outcome = new CompletableFuture<Outcome>();
    thread.execute(() -> sink.send(message, outcome::complete));
    return outcome;
  }

  /// The same, once the sink has room for it, as a lane does.
  CompletableFuture<Outcome> startWithRoom(Message message) {
    Eventually.holds("the sink has room", () -> hasRoom(message));
    return start(message);
  }

  boolean hasRoom(Message message) {
    return onLane(() -> sink.hasRoom(message));
  }

  /// What the lane's thread finds, behind all that was started.
  <T> T onLane(Supplier<T> what) {
    return CompletableFuture.supplyAsync(what, thread).join();
  }

  /// Returns when the sink has told, in a turn of the lane, that it lost all that it had.
  void awaitForgetting() {
    Eventually.holds("the sink forgot what it had", () -> onLane(sink::forgot));
  }

  /// Has the thread that answers end, as by a fault in Kafka's client; and sends the same behind
  /// that, before the lane may find another producer in its turn.
  CompletableFuture<Outcome> killProducer(Message message) {
    var behind = new CompletableFuture<Outcome>();
    thread.execute(() -> {
      sink.send(
          message,
          _ -> {
            throw new StackOverflowError("as Kafka's client does at times");
          });
      sink.send(message, behind::complete);
    });
    return behind;
  }

  /// Sends them all and waits for all their outcomes.
  List<Outcome> send(Message... messages) {
    return Stream.of(messages).map(this::start).toList().stream()
        .map(outcome -> outcome.orTimeout(30, TimeUnit.SECONDS).join())
        .toList();
  }

  /// The same for messages that are all lost.
  List<Code> codes(Message... messages) {
    return send(messages).stream()
        .map(outcome -> ((Outcome.Lost) outcome).problem().code())
        .toList();
  }

  /// Sends until a message is lost; others may have no outcome for as long as Kafka is away.
  void sendUntilLost(String topic) {
    var sent = new ArrayList<CompletableFuture<Outcome>>();
    Eventually.holds(
        "a message for %s is lost".formatted(topic),
        () -> {
          sent.add(start(Message.of(topic, null, null)));
          finishSending();
          return sent.stream().anyMatch(one -> one.getNow(null) instanceof Outcome.Lost);
        });
  }

  /// Sends for so long, and answers the longest that the sink took for one round.
  Duration longestSend(Duration time, String... topics) {
    var begun = System.nanoTime();
    var longest = 0L;
    while (System.nanoTime() - begun < time.toNanos()) {
      var before = System.nanoTime();
      for (var topic : topics) {
        var _ = start(Message.of(topic, null, null)); // whatever becomes of it
      }
      finishSending();
      longest = Math.max(longest, System.nanoTime() - before);
    }
    return Duration.ofNanos(longest);
  }

  void sendUntilDelivered(String topic) {
    Eventually.holds(
        "a message for %s is delivered".formatted(topic),
        () -> send(Message.of(topic, null, null)).getFirst() instanceof Outcome.Delivered);
  }

  /// Returns when all that was started has been handed to the sink.
  void finishSending() {
    var _ = onLane(() -> true);
  }

  void closeSink(Duration atMost) {
    CompletableFuture.runAsync(() -> sink.close(atMost), thread).join();
  }

  @Override
  public void close() {
    closeSink(Duration.ofSeconds(5));
    thread.close();
  }
}
