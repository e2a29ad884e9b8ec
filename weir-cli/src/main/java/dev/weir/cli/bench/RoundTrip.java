package dev.weir.cli.bench;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Sending;
import dev.weir.cli.load.Tally;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// Messages that carry the time at which they were to be sent, and are awaited at the other end.
final class RoundTrip {
  private static final String HEADER = "weir-bench";
  private static final Duration POLL = Duration.ofMillis(100);

  private final Cluster cluster;
  private final String topic;
  private final Tally sent;
  private final Tally arrived;
  private final BooleanSupplier stop;

  /// Tells ours from those of others, and of earlier runs.
  private final long run = ThreadLocalRandom.current().nextLong();

  private final AtomicInteger senders = new AtomicInteger();

  RoundTrip(Cluster cluster, String topic, Tally arrived, BooleanSupplier stop) {
    this.cluster = cluster;
    this.topic = topic;
    this.arrived = arrived;
    this.sent = new Tally(arrived.window(), null);
    this.stop = stop;
  }

  void send(List<byte[]> messages, double perSecond, Map<String, Object> settings) {
    var plan = new Sending.Plan(this::message, messages, perSecond, Long.MAX_VALUE);
    try {
      new Sending(cluster, sent, stop).run(plan, settings);
    } finally {
      senders.incrementAndGet();
    }
  }

  private ProducerRecord<byte[], byte[]> message(byte[] value, long intendedNanos) {
    var message = new ProducerRecord<byte[], byte[]>(topic, value);
    message
        .headers()
        .add(HEADER, ByteBuffer.allocate(16).putLong(run).putLong(intendedNanos).array());
    return message;
  }

  /// Counts what was not sent, and what did not arrive.
  void end() {
    if (sent.total() == 0 && sent.firstError() != null) throw cluster.failure(sent.firstError());
    sent.errors().forEach((kind, count) -> arrived.failed(count.intValue(), kind, null));
    var missing = sent.total() - arrived.total();
    if (missing > 0) arrived.failed((int) missing, "NotArrived", null);
  }

  /// The other end, from behind the last message that is there when this returns.
  Arrivals arrivals(int partitions) {
    var consumer = cluster.consumer(Map.of());
    var all =
        IntStream.range(0, partitions).mapToObj(one -> new TopicPartition(topic, one)).toList();
    consumer.assign(all);
    consumer.endOffsets(all).forEach(consumer::seek);
    return new Arrivals(consumer);
  }

  /// Owned by the thread that reads, and before and after that by the one that made it.
  final class Arrivals implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    private Arrivals(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    /// Until all have ended who send and everything is there, or nothing more comes.
    void read(int count) {
      var heardNanos = System.nanoTime();
      while (!stop.getAsBoolean()) {
        if (senders.get() == count) {
          if (arrived.total() >= sent.total()) return;
          if (System.nanoTime() - heardNanos > cluster.timeout().toNanos()) return;
        }
        for (var message : consumer.poll(POLL)) {
          take(message);
          heardNanos = System.nanoTime();
        }
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
      var header = message.headers().lastHeader(HEADER);
      if (header == null || header.value().length != 16) return;
      var stamp = ByteBuffer.wrap(header.value());
      if (stamp.getLong() == run) arrived.done(stamp.getLong(), 1, message.value().length);
    }

    @Override
    public void close() {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
