package dev.weir.cli.replay;

import dev.weir.Message;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.sink.kafka.KeyPartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends to Kafka and knows from where on it has to be sent again.
///
/// The producer is idempotent and waits for all in-sync replicas, so what is acknowledged is there
/// once and in order. With the first failure nothing more is sent, and the place to go on at is the
/// first message without acknowledgement. Kafka's thread removes from `unacknowledged` and sets
/// `failure`; the rest belongs to the command's.
public final class ReplaySender implements Replay.Target, AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BLOCK_MAX_MILLIS = 30_000;

  /// Longer than the producer's own delivery timeout: then its thread must have died.
  private static final long SILENCE_MAX_NANOS = Duration.ofSeconds(150).toNanos();

  private static final long LOOK_EVERY_NANOS = 1_000_000;

  /// The producer's `batch.size`, and more than fits behind a message that is larger.
  private static final int LARGE_BYTES = 16 << 10;

  private static final int TINY_BYTES = 64;

  /// Where a message stands, and where the next one.
  private record Place(Position at, Position next) {}

  private final KafkaProducer<byte[], byte[]> producer;
  private final @Nullable Integer rate;
  private final Consumer<String> say;
  private final ConcurrentSkipListMap<Long, Place> unacknowledged = new ConcurrentSkipListMap<>();
  private final long begunNanos = System.nanoTime();
  private long saidNanos = begunNanos;
  private long sent;
  private boolean largeOnItsWay;
  private final AtomicLong settled = new AtomicLong();
  private volatile @Nullable Exception failure;

  ReplaySender(String servers, @Nullable Integer rate, Consumer<String> say) {
    this.rate = rate;
    this.say = say;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.MAX_VALUE, // the topic's own limit decides
                ProducerConfig.BATCH_SIZE_CONFIG,
                LARGE_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                BLOCK_MAX_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void take(Message message, Position at, Position next) {
    keepPace();
    keepApart(message.sizeBytes());
    var number = sent++;
    unacknowledged.put(number, new Place(at, next));
    try {
      var _ = producer.send(record(message), (_, e) -> settled(number, e));
    } catch (KafkaException | IllegalArgumentException e) {
      settled(number, e); // a partition that cannot be, a producer that gave up
    }
    if (failure != null) finish();
    tellProgress(next);
  }

  /// Keeps tiny messages out of the batch of a large one.
  ///
  /// A batch that is too large for its topic is split by the producer. One of a large and a tiny
  /// message is split into itself, again and again, until the producer's thread dies of it.
  private void keepApart(int sizeBytes) {
    if (sizeBytes >= LARGE_BYTES / 2) {
      largeOnItsWay = true;
    } else if (largeOnItsWay && sizeBytes < TINY_BYTES) {
      finish();
      largeOnItsWay = false;
    }
  }

  private void settled(long number, @Nullable Exception e) {
    if (e == null) unacknowledged.remove(number);
    else if (failure == null) failure = e;
    settled.incrementAndGet();
  }

  private void keepPace() {
    if (rate == null) return;
    var dueNanos = begunNanos + (long) (sent * 1e9 / rate);
    for (var left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void tellProgress(Position next) {
    if (System.nanoTime() - saidNanos < SAY_EVERY_NANOS) return;
    saidNanos = System.nanoTime();
    var first = unacknowledged.firstEntry();
    say.accept(
        "weir: %,d messages sent; Kafka has those before %s"
            .formatted(sent, first == null ? next : first.getValue().at()));
  }

  /// Waits until Kafka has answered for every message.
  @Override
  public void finish() {
    var heardNanos = System.nanoTime();
    for (var before = settled.get(); before < sent; ) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      var now = settled.get();
      if (now != before) heardNanos = System.nanoTime();
      before = now;
      if (System.nanoTime() - heardNanos > SILENCE_MAX_NANOS) {
        throw failed(new TimeoutException("Kafka's client gave no answer any more"));
      }
    }
    var why = failure;
    if (why != null) throw failed(why);
  }

  void tellEnd() {
    var seconds = (System.nanoTime() - begunNanos) / 1e9;
    say.accept("weir: %,d messages sent in %.1f s; Kafka has them all".formatted(sent, seconds));
  }

  private Failure failed(Exception why) {
    var code =
        switch (why) {
          case AuthenticationException _, AuthorizationException _ -> ExitCode.NOT_ALLOWED;
          case TimeoutException _ -> ExitCode.UNREACHABLE;
          default -> ExitCode.FAILED;
        };
    var place = unacknowledged.firstEntry().getValue();
    return new Failure(
        code,
        "The message at %s was not sent".formatted(place.at()),
        String.valueOf(why.getMessage()),
        "Kafka has all before it, perhaps some behind it. Go on with --from '%s', or behind it: '%s'."
            .formatted(place.at(), place.next()),
        why);
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    List<Header> headers =
        message.headers().stream()
            .<Header>map(header -> new RecordHeader(header.name(), header.value()))
            .toList();
    return new ProducerRecord<>(
        message.topic(),
        KeyPartition.of(message, topic -> producer.partitionsFor(topic).size()),
        message.timestamp() == Message.NOW ? null : message.timestamp(),
        message.key(),
        message.value(),
        headers);
  }

  @Override
  public void close() {
    producer.close(failure == null ? CLOSE_MAX : Duration.ZERO);
  }
}
