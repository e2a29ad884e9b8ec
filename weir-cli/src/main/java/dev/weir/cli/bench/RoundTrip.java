package dev.weir.cli.bench;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Senders;
import dev.weir.cli.load.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Messages that are sent at one end and awaited at the other: from behind the last one that was
/// there when this was opened.
///
/// The consumer is owned by the thread that reads, before and after that by the one that opened it.
final class RoundTrip implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Stamps stamps;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration patience;
  private final BooleanSupplier stop;
  private final AtomicInteger senders = new AtomicInteger();

  private RoundTrip(
      Stamps stamps,
      KafkaConsumer<byte[], byte[]> consumer,
      Duration patience,
      BooleanSupplier stop) {
    this.stamps = stamps;
    this.consumer = consumer;
    this.patience = patience;
    this.stop = stop;
  }

  static RoundTrip open(Cluster cluster, Stamps stamps, int partitions, BooleanSupplier stop) {
    var consumer = cluster.consumer(Map.of());
    var all =
        IntStream.range(0, partitions)
            .mapToObj(one -> new TopicPartition(stamps.topic(), one))
            .toList();
    consumer.assign(all);
    consumer.endOffsets(all).forEach(consumer::seek);
    return new RoundTrip(stamps, consumer, cluster.timeout(), stop);
  }

  /// What was sent, by a tally of its own, and what arrived.
  ///
  /// @param beganNanos before the first of them was sent
  record Ends(Tally sent, Tally arrived, int senders, long beganNanos) {
    /// Counts what was not sent, and what did not arrive.
    void settle() {
      sent.errors().forEach((kind, count) -> arrived.failed(count.intValue(), kind, null));
      var missing = sent.total() - arrived.total();
      if (missing > 0) arrived.failed((int) missing, "did not arrive", null);
    }
  }

  /// Sends by one of these.
  void send(Senders producers, int number, Ends ends) {
    try {
      producers.run(number, ends.sent);
    } finally {
      senders.incrementAndGet();
    }
  }

  /// Until all have ended who send and everything is there, or nothing more comes.
  void read(Ends ends) {
    var heardNanos = System.nanoTime();
    while (!stop.getAsBoolean()) {
      if (senders.get() == ends.senders) {
        if (ends.arrived.total() >= ends.sent.total()) return;
        if (System.nanoTime() - heardNanos > patience.toNanos()) return;
      }
      for (var message : consumer.poll(POLL)) {
        var intended = stamps.intended(message);
        if (intended == Stamps.NONE || intended - ends.beganNanos < 0) continue;
        ends.arrived.done(intended, 1, message.value().length);
        heardNanos = System.nanoTime();
      }
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
