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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A Kafka sink on the one thread that a lane would be.
final class SinkLane implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Sink sink;

  SinkLane(EmbeddedBroker broker, String... settings) {
    this(broker, new Metrics(), settings);
  }

  SinkLane(EmbeddedBroker broker, Metrics metrics, String... settings) {
    var config = WeirConfig.read(Sources.of(settings));
    var kafka = config.withBootstrapServers(broker.bootstrapServers()).kafka();
    this.sink = KafkaSink.opener("kafka", kafka, metrics, System::nanoTime).open(thread);
  }

  /// Sends one; its outcome comes later.
  CompletableFuture<Outcome> start(Message message) {
    var outcome = new CompletableFuture<Outcome>();
    thread.execute(() -> sink.send(message, outcome::complete));
    return outcome;
  }

  /// Sends them all and waits for all their outcomes.
  List<Outcome> send(Message... messages) {
    return Stream.of(messages).map(this::start).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /// The same for messages that are all lost.
  List<Code> codes(Message... messages) {
    return send(messages).stream()
        .map(outcome -> ((Outcome.Lost) outcome).problem().code())
        .toList();
  }

  /// Sends until a message is lost.
  void sendUntilLost(String topic) {
    Eventually.holds(
        "a message for %s is lost".formatted(topic),
        () -> send(Message.of(topic, null, null)).getFirst() instanceof Outcome.Lost);
  }

  void sendUntilDelivered(String topic) {
    Eventually.holds(
        "a message for %s is delivered".formatted(topic),
        () -> send(Message.of(topic, null, null)).getFirst() instanceof Outcome.Delivered);
  }

  /// Returns when all that was started has been handed to the sink.
  void finishSending() {
    CompletableFuture.runAsync(() -> {}, thread).join();
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
