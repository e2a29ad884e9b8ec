package dev.weir.sink.kafka;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.KafkaConfig;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Sends to one Kafka cluster, acknowledged by all in-sync replicas and written once.
///
/// The producer never gives a message up by itself: it sends again until Kafka takes it, and so
/// nothing that was sent later can pass it. The lane watches how long that takes, and decides.
///
/// The lane's thread sends. Kafka's own thread brings the acknowledgements, and does no more with
/// them than to give room back and to pass the outcome on.
public final class KafkaSink implements Sink {
  private final Executor lane;
  private final Clock clock;
  private final Duration maxBlock;
  private final LazyProducer producer;
  private final Topics topics;

  /// What may be on its way, so that Kafka's producer has room for it and never makes the lane
  /// wait.
  private final long bytesMax;

  private final AtomicLong bytes = new AtomicLong();

  /// Set by the lane's thread, read by the producer's as well.
  private volatile boolean closing;

  private KafkaSink(String name, KafkaConfig config, Metrics metrics, Clock clock, Executor lane) {
    this.lane = lane;
    this.clock = clock;
    this.maxBlock = Duration.ofMillis(config.number(ProducerConfig.MAX_BLOCK_MS_CONFIG));
    this.bytesMax = config.number(ProducerConfig.BUFFER_MEMORY_CONFIG) / 2;
    this.producer = LazyProducer.begin(config, new Label("sink", name), metrics);
    var idle = Duration.ofMillis(config.number(ProducerConfig.METADATA_MAX_IDLE_CONFIG) / 2);
    this.topics =
        new Topics(
            this::partitions,
            lane,
            clock,
            new Topics.Times(idle.toNanos(), maxBlock.toNanos()),
            new Window());
    metrics.gauge(
        "weir_kafka_in_flight_bytes",
        "Bytes on their way to Kafka.",
        bytes::get,
        new Label("sink", name));
  }

  /// How a lane opens this sink.
  ///
  /// @param name the sink's, for its metrics
  public static Opener opener(String name, KafkaConfig config, Metrics metrics, Clock clock) {
    return lane -> new KafkaSink(name, config, metrics, clock, lane);
  }

  /// The way to Kafka's producer.
  private final class Window implements Topics.Onward {
    @Override
    public void send(Message message, Consumer<Outcome> done) {
      produce(message, done);
    }

    @Override
    public boolean hasRoom(int messageBytes) {
      return KafkaSink.this.hasRoom(messageBytes);
    }
  }

  @Override
  public void turn() {
    topics.turn();
  }

  @Override
  public boolean hasRoom(int messageBytes) {
    var used = bytes.get();
    return used == 0 || used + messageBytes <= bytesMax;
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    topics.send(message, done);
  }

  /// Asks until `max.block.ms` is over, on a look-up's thread.
  private int partitions(String topic) {
    var begunNanos = clock.nanos();
    while (true) {
      try {
        return producer.await(maxBlock).partitionsFor(topic).size();
      } catch (TimeoutException e) {
        if (closing || clock.nanos() - begunNanos >= maxBlock.toNanos()) {
          throw new TimeoutException(
              "The cluster did not tell of it within %d ms".formatted(maxBlock.toMillis()),
              e.getCause());
        }
      }
    }
  }

  /// Hot.
  private void produce(Message message, Consumer<Outcome> done) {
    bytes.addAndGet(message.sizeBytes());
    try {
      var sent = hand(message, done);
      // Failed at once: Kafka's client may know the topic no more, and would ask for it right here.
      if (failure(sent) != null) topics.forget(message.topic());
    } catch (RuntimeException e) {
      // Thrown instead of told to the callback: the producer is closed, or was interrupted.
      settle(message, done, lost(message, e));
    }
  }

  private Future<RecordMetadata> hand(Message message, Consumer<Outcome> done) {
    return producer
        .get()
        .send(
            record(message),
            (metadata, e) -> {
              if (e != null) doubt(message.topic(), e);
              settle(
                  message,
                  done,
                  e == null
                      ? new Outcome.Delivered(metadata.partition(), metadata.offset())
                      : lost(message, e));
            });
  }

  private static @Nullable Throwable failure(Future<?> sent) {
    return sent.isDone() && sent.state() == Future.State.FAILED ? sent.exceptionNow() : null;
  }

  private void settle(Message message, Consumer<Outcome> done, Outcome outcome) {
    bytes.addAndGet(-message.sizeBytes());
    done.accept(outcome);
  }

  /// A topic that was deleted shows in these: better it is asked for again, away from the lane.
  private void doubt(String topic, Exception e) {
    var deleted =
        e instanceof UnknownTopicOrPartitionException
            || (e instanceof TimeoutException && !(e instanceof BufferExhaustedException));
    if (deleted && !closing) lane.execute(() -> topics.forget(topic));
  }

  /// While closing, what is neither the broker's answer nor a timeout is the closing itself.
  private Outcome lost(Message message, Exception e) {
    return new Outcome.Lost(
        closing && !(e instanceof ApiException)
            ? Problem.stopping()
            : KafkaProblem.of(message.topic(), e));
  }

  @Override
  public void close(Duration atMost) {
    closing = true;
    topics.close();
    producer.close(atMost);
  }

  private static ProducerRecord<byte[], byte[]> record(Message message) {
    return new ProducerRecord<>(
        message.topic(),
        message.partition() == Message.ANY_PARTITION ? null : message.partition(),
        message.timestamp() == Message.NOW ? null : message.timestamp(),
        message.key(),
        message.value(),
        headers(message));
  }

  private static List<Header> headers(Message message) {
    return message.headers().isEmpty()
        ? List.of()
        : message.headers().stream()
            .<Header>map(header -> new RecordHeader(header.name(), header.value()))
            .toList();
  }
}
