package dev.weir.sink.kafka;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.KafkaConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends to one Kafka cluster, acknowledged by all in-sync replicas and written once.
///
/// The lane's thread sends. Kafka's own thread brings the acknowledgements, and does no more with
/// them than to give room back and to pass the outcome on.
public final class KafkaSink implements Sink {
  /// How long Kafka's client may hold up the lane when it has forgotten a topic, which cannot be
  /// seen from outside; and so the slices of a look-up, which takes the time in its turn.
  private static final long BLOCK_MAX_MILLIS = 250;

  private final Producer<byte[], byte[]> producer;
  private final Executor lane;
  private final Clock clock;
  private final Duration maxBlock;
  private final Topics topics;
  private final Window window;

  /// Set by the lane's thread, read by the producer's as well.
  private volatile boolean closing;

  private KafkaSink(KafkaConfig config, Metrics metrics, Clock clock, Executor lane) {
    this.lane = lane;
    this.clock = clock;
    this.maxBlock = Duration.ofMillis(number(config, ProducerConfig.MAX_BLOCK_MS_CONFIG));
    this.producer = producer(config);
    this.window = new Window(number(config, ProducerConfig.BUFFER_MEMORY_CONFIG) / 2);
    var idleMillis = number(config, ProducerConfig.METADATA_MAX_IDLE_CONFIG) / 2;
    this.topics =
        new Topics(
            this::partitions,
            lane,
            clock,
            new Topics.Times(Duration.ofMillis(idleMillis).toNanos(), maxBlock.toNanos()),
            this::produce);
    metrics.gauge("weir_kafka_in_flight_bytes", "Bytes on their way to Kafka.", window::usedBytes);
    ProducerFigures.register(producer, metrics);
  }

  /// How a lane opens this sink.
  public static Opener opener(KafkaConfig config, Metrics metrics, Clock clock) {
    return lane -> new KafkaSink(config, metrics, clock, lane);
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
        return producer.partitionsFor(topic).size();
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
    if (!window.take(message.sizeBytes())) {
      done.accept(new Outcome.Lost(Problem.stopping()));
      return;
    }
    try {
      var sent = hand(message, done);
      if (failure(sent) instanceof BufferExhaustedException) sent = handAgain(message, done);
      // Failed at once: Kafka's client may know the topic no more, and would ask for it right here.
      var failure = failure(sent);
      if (failure != null) topics.forget(message.topic());
      if (failure instanceof BufferExhaustedException full)
        settle(message, done, lost(message, full));
    } catch (RuntimeException e) {
      // Thrown instead of told to the callback: the producer is closed, or was interrupted.
      settle(message, done, lost(message, e));
    }
  }

  /// The callback hears of everything but a full buffer.
  private Future<RecordMetadata> hand(Message message, Consumer<Outcome> done) {
    return producer.send(
        record(message),
        (metadata, e) -> {
          if (e instanceof BufferExhaustedException) return;
          if (e != null) doubt(message.topic(), e);
          settle(
              message,
              done,
              e == null
                  ? new Outcome.Delivered(metadata.partition(), metadata.offset())
                  : lost(message, e));
        });
  }

  /// The window has room and the buffer has none when many partitions each have a batch begun. For
  /// that the lane waits as long as Kafka's client would by itself.
  private Future<RecordMetadata> handAgain(Message message, Consumer<Outcome> done) {
    var begunNanos = clock.nanos();
    Future<RecordMetadata> sent;
    do {
      sent = hand(message, done);
    } while (failure(sent) instanceof BufferExhaustedException
        && !window.waitingStopped()
        && clock.nanos() - begunNanos < maxBlock.toNanos());
    return sent;
  }

  private static @Nullable Throwable failure(Future<?> sent) {
    return sent.isDone() && sent.state() == Future.State.FAILED ? sent.exceptionNow() : null;
  }

  private void settle(Message message, Consumer<Outcome> done, Outcome outcome) {
    window.giveBack(message.sizeBytes());
    done.accept(outcome);
  }

  /// A topic that was deleted shows in these: better it is asked for again, away from the lane.
  private void doubt(String topic, Exception e) {
    var deleted = e instanceof UnknownTopicOrPartitionException || e instanceof TimeoutException;
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
  public void stopWaiting() {
    window.stopWaiting();
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

  private static Producer<byte[], byte[]> producer(KafkaConfig config) {
    var properties = new HashMap<String, Object>(config.properties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    var blockMillis =
        Math.min(BLOCK_MAX_MILLIS, number(config, ProducerConfig.MAX_BLOCK_MS_CONFIG));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(blockMillis));
    try {
      return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "Kafka's producer cannot be made: %s. Correct the settings under kafka."
              .formatted(cause.getMessage()),
          e);
    }
  }

  /// A numeric property as the producer sees it: as set, or Kafka's default.
  private static long number(KafkaConfig config, String name) {
    var byDefault = String.valueOf(ProducerConfig.configDef().defaultValues().get(name));
    return Long.parseLong(config.properties().getOrDefault(name, byDefault));
  }
}
