package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// The messages of some partitions, each up to its end: as of the start, or none at all.
///
/// Of transactions it reads what was committed.
final class TopicSource implements Source {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE_MIN = Duration.ofSeconds(9);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Stretch stretch;
  private final Cluster cluster;
  private final boolean remembers;

  /// Behind what was handed on.
  private final Map<TopicPartition, Long> next;

  /// Those that have not reached their end.
  private final Map<TopicPartition, Long> open;

  private Map<TopicPartition, Long> kept = Map.of();
  private long heardNanos = System.nanoTime();

  /// @param remembers whether marks are kept, in the consumer's group
  TopicSource(
      Cluster cluster,
      KafkaConsumer<byte[], byte[]> consumer,
      Stretch stretch,
      boolean remembers) {
    this.cluster = cluster;
    this.consumer = consumer;
    this.stretch = stretch;
    this.remembers = remembers;
    next = new HashMap<>(stretch.from());
    open = new HashMap<>(stretch.to());
    open.entrySet().removeIf(end -> next.get(end.getKey()) >= end.getValue());
    consumer.assign(open.keySet());
    open.keySet().forEach(partition -> consumer.seek(partition, next.get(partition)));
  }

  @Override
  public long total() {
    return stretch.messages();
  }

  @Override
  public boolean more() {
    return !open.isEmpty();
  }

  @Override
  public void read(Taker taker) {
    var polled = consumer.poll(POLL);
    for (var partition : polled.partitions()) {
      if (!hand(partition, polled.records(partition), taker)) return;
    }
    pass();
    hear(polled.isEmpty());
  }

  /// Whether more are wanted.
  private boolean hand(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> messages, Taker taker) {
    var end = open.getOrDefault(partition, 0L);
    for (var message : messages) {
      if (message.offset() >= end) return true;
      if (taker.take(message)) continue;
      next.put(partition, message.offset() + 1);
      return false;
    }
    return true;
  }

  /// Where the consumer stands is behind markers of transactions and what was compacted, too.
  private void pass() {
    for (var each = open.entrySet().iterator(); each.hasNext(); ) {
      var end = each.next();
      var position = consumer.position(end.getKey());
      if (next.put(end.getKey(), Math.min(position, end.getValue())) != position) {
        heardNanos = System.nanoTime();
      }
      if (position < end.getValue()) continue;
      consumer.pause(List.of(end.getKey()));
      each.remove();
    }
  }

  /// Only who follows may wait for long.
  private void hear(boolean nothing) {
    if (!nothing || stretch.endless()) return;
    var silenceMax = SILENCE_MIN.compareTo(cluster.timeout()) > 0 ? SILENCE_MIN : cluster.timeout();
    if (more() && System.nanoTime() - heardNanos > silenceMax.toNanos()) {
      throw new TimeoutException("no messages within " + silenceMax);
    }
  }

  Map<TopicPartition, OffsetAndMetadata> offsets() {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    return offsets;
  }

  @Override
  public Mark mark() {
    if (!remembers) return Mark.NONE;
    var offsets = Map.copyOf(next);
    return () -> {
      if (offsets.equals(kept)) return;
      var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
      offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
      consumer.commitSync(committed, cluster.timeout());
      kept = offsets;
    };
  }

  @Override
  public String place(int partition, long offset) {
    return "%s/%d@%d".formatted(stretch.topic(), partition, offset);
  }

  @Override
  public void close() {
    // At once: it would wait for the messages that it asked for last, and is in no group to leave.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
