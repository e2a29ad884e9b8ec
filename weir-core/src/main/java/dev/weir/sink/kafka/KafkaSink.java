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
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends to one Kafka cluster, acknowledged by all in-sync replicas and written once.
///
/// The producer never gives a message up by itself: it sends again until Kafka takes it, and so
/// nothing that was sent later can pass it. The lane watches how long that takes, and decides.
///
/// The lane's thread sends. Kafka's own thread brings the acknowledgements, and does no more with
/// them than to give room back and to pass the outcome on.
public final class KafkaSink implements Sink {
  private static final Logger log = LoggerFactory.getLogger(KafkaSink.class);

  /// A partition without a leader must not hold up a topic's other ones for longer.
  private static final Duration LEADERS_AT_MOST = Duration.ofSeconds(1);

  private final Executor lane;
  private final Clock clock;
  private final Duration maxBlock;

  /// Replaced by the lane's thread, read by those of look-ups as well.
  private volatile LazyProducer producer;

  private final TopicAdmin admin;
  private final Topics topics;

  /// What may be on its way, so that Kafka's producer has room for it and never makes the lane
  /// wait.
  private final long bytesMax;

  private final Load load = new Load();

  /// Whether the producer's buffer had no room, however few the bytes: each partition takes a whole
  /// piece of it. Until something is settled the lane would wait in vain for each message. Set by
  /// the lane's thread, ended by the producer's.
  private volatile boolean exhausted;

  /// Set by the lane's thread, read by the producer's as well.
  private volatile boolean closing;

  private KafkaSink(String name, KafkaConfig config, Metrics metrics, Clock clock, Executor lane) {
    this.lane = lane;
    this.clock = clock;
    this.maxBlock = Duration.ofMillis(config.number(ProducerConfig.MAX_BLOCK_MS_CONFIG));
    this.bytesMax = config.number(ProducerConfig.BUFFER_MEMORY_CONFIG) / 2;
    var sink = new Label("sink", name);
    this.producer = LazyProducer.begin(config, sink, metrics);
    this.admin = new TopicAdmin(config, sink, metrics);
    this.topics = new Topics(this::facts, lane, clock, terms(config, maxBlock), this::produce);
    metrics.gauge("weir_kafka_in_flight_bytes", "Bytes on their way to Kafka.", load::bytes, sink);
  }

  private static Topics.Terms terms(KafkaConfig config, Duration maxBlock) {
    var idle = Duration.ofMillis(config.number(ProducerConfig.METADATA_MAX_IDLE_CONFIG) / 2);
    return new Topics.Terms(
        idle.toNanos(),
        maxBlock.toNanos(),
        config.number(ProducerConfig.BATCH_SIZE_CONFIG),
        config.number(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
  }

  /// How a lane opens this sink.
  ///
  /// @param name the sink's, for its metrics
  public static Opener opener(String name, KafkaConfig config, Metrics metrics, Clock clock) {
    return lane -> new KafkaSink(name, config, metrics, clock, lane);
  }

  @Override
  public boolean hasRoom(Message message) {
    var used = load.bytes();
    return (used == 0 || (!exhausted && used + message.sizeBytes() <= bytesMax))
        && topics.hasRoom(message);
  }

  @Override
  public void send(Message message, Consumer<Outcome> done) {
    topics.send(message, done);
  }

  @Override
  public boolean forgot() {
    if (closing || !producer.dead()) return false;
    log.error("Kafka's producer died; another one takes its place, and what it had is sent again");
    producer = producer.successor();
    topics.restart();
    load.drop();
    return true;
  }

  /// On a look-up's thread.
  private Topic.Facts facts(String topic) {
    var partitions = partitions(topic);
    admin.awaitLeaders(topic, partitions, LEADERS_AT_MOST);
    return new Topic.Facts(partitions, admin.bytesMax(topic, maxBlock));
  }

  /// Asks until `max.block.ms` is over.
  private int partitions(String topic) {
    var begunNanos = clock.nanos();
    while (true) {
      try {
        return producer.partitions(topic, maxBlock).size();
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
  private void produce(Topic topic, Topic.Waiting one) {
    load.sent(one.message().sizeBytes());
    try {
      var sent = producer.get().send(record(one.message()), (at, e) -> settle(topic, one, at, e));
      var failure = failure(sent);
      if (failure instanceof BufferExhaustedException) {
        exhausted = true; // after what this one itself has settled
      } else if (failure != null) {
        // At once: Kafka's client may know the topic no more, and would ask for it right here.
        topics.forget(topic);
      }
    } catch (RuntimeException e) {
      // Thrown instead of told to the callback: the producer is closed or was interrupted, or knows
      // the topic's partitions no more.
      topics.forget(topic);
      settle(topic, one, lost(one.message(), e));
    }
  }

  private static @Nullable Throwable failure(Future<?> sent) {
    return sent.isDone() && sent.state() == Future.State.FAILED ? sent.exceptionNow() : null;
  }

  /// Hot. Kafka's thread.
  private void settle(Topic topic, Topic.Waiting one, RecordMetadata at, @Nullable Exception e) {
    if (e == null) {
      settle(topic, one, new Outcome.Delivered(at.partition(), at.offset()));
    } else {
      doubt(topic, one, e);
      settle(topic, one, lost(one.message(), e));
    }
  }

  private void settle(Topic topic, Topic.Waiting one, Outcome outcome) {
    load.settled(one.message().sizeBytes());
    if (exhausted) exhausted = false;
    var awaited = topic.settled(one.bytes(), outcome);
    one.done().accept(outcome);
    if (awaited) lane.execute(() -> topics.release(topic));
  }

  /// What an error says of the topic.
  private void doubt(Topic topic, Topic.Waiting one, Exception e) {
    if (closing) return;
    if (e instanceof RecordTooLargeException) {
      lane.execute(() -> topics.tooLarge(topic, one.bytes()));
    } else if (e instanceof UnknownTopicOrPartitionException
        || (e instanceof TimeoutException && !(e instanceof BufferExhaustedException))) {
      lane.execute(() -> topics.forget(topic)); // maybe deleted: to be asked for off the lane
    }
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
    admin.close();
  }

  /// Hot. From what Kafka's client keeps of the topic, so that new partitions count as soon as it
  /// knows them.
  private int knownPartitions(String topic) {
    return producer.get().partitionsFor(topic).size();
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    return new ProducerRecord<>(
        message.topic(),
        KeyPartition.of(message, this::knownPartitions),
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
