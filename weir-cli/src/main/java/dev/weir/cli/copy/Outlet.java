package dev.weir.cli.copy;

import dev.weir.cli.copy.Counts.NoSuchPartition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Sends messages to one topic as they are.
///
/// A message that may be too large for the topic goes alone: Kafka's client (4.3.1) cuts up a batch
/// that was refused for its size, and one of a large and a tiny message into itself, until its
/// thread dies of it. Kafka's thread counts the answers, the rest belongs to the command's.
final class Outlet implements AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
  private static final long LOOK_EVERY_NANOS = 1_000_000;

  /// Bounds what the client holds for messages that are small.
  private static final long UNDER_WAY_MAX = 1 << 16;

  private final KafkaProducer<byte[], byte[]> producer;
  private final TargetTopic topic;
  private final boolean keepPartitions;
  private final long silenceMaxNanos;
  private final AtomicLong answered = new AtomicLong();
  private long sent;
  private boolean largeOnItsWay;

  /// @param silenceMax longer than the producer tries to deliver: then its thread must have died
  Outlet(
      KafkaProducer<byte[], byte[]> producer,
      TargetTopic topic,
      boolean keepPartitions,
      Duration silenceMax) {
    this.producer = producer;
    this.topic = topic;
    this.keepPartitions = keepPartitions;
    this.silenceMaxNanos = silenceMax.toNanos();
  }

  KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  /// Hot.
  void send(ConsumerRecord<byte[], byte[]> message, Callback answer) {
    keepApart(message);
    await(UNDER_WAY_MAX - 1);
    sent++;
    var counted = new Counted(answer, answered);
    if (keepPartitions && message.partition() >= topic.partitions()) {
      counted.onCompletion(
          null, new NoSuchPartition(topic.name(), message.partition(), topic.partitions()));
      return;
    }
    try {
      var _ = producer.send(record(message), counted);
    } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
      counted.onCompletion(null, e); // a producer that gave up
    }
  }

  /// Kafka's client may call it and throw as well.
  private static final class Counted implements Callback {
    private final Callback answer;
    private final AtomicLong answered;
    private boolean called;

    Counted(Callback answer, AtomicLong answered) {
      this.answer = answer;
      this.answered = answered;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
      if (called) return;
      called = true;
      answer.onCompletion(metadata, error);
      answered.incrementAndGet();
    }
  }

  private void keepApart(ConsumerRecord<byte[], byte[]> message) {
    var large = sizeBytesMax(message) > topic.messageBytesMax();
    if (large || largeOnItsWay) await();
    largeOnItsWay = large;
  }

  /// Never too little: a batch begins with 61 bytes, a record has up to 36 beside its own, and
  /// packing what cannot be packed makes it larger by less than 1/128.
  private static long sizeBytesMax(ConsumerRecord<byte[], byte[]> message) {
    var bytes = 128L + length(message.key()) + length(message.value());
    for (var header : message.headers()) {
      bytes += 10 + 3L * header.key().length() + length(header.value());
    }
    return bytes + (bytes >> 7);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> message) {
    return new ProducerRecord<>(
        topic.name(),
        keepPartitions && message.partition() >= 0 ? (Integer) message.partition() : null,
        timestamp(message),
        message.key(),
        message.value(),
        new RecordHeaders(message.headers()));
  }

  /// Messages of old formats have none.
  private static @Nullable Long timestamp(ConsumerRecord<byte[], byte[]> message) {
    return message.timestamp() < 0 ? null : message.timestamp();
  }

  /// Waits until Kafka has answered for every message.
  void await() {
    await(0);
  }

  /// Waits until no more than so many are without an answer.
  private void await(long underWayMax) {
    if (sent - answered.get() <= underWayMax) return;
    var heardNanos = System.nanoTime();
    for (var before = answered.get(); sent - before > underWayMax; ) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      var now = answered.get();
      if (now != before) heardNanos = System.nanoTime();
      before = now;
      if (System.nanoTime() - heardNanos > silenceMaxNanos) {
        throw new TimeoutException("Kafka's client gave no answer any more");
      }
    }
  }

  @Override
  public void close() {
    producer.close(answered.get() < sent ? Duration.ZERO : CLOSE_MAX);
  }
}
