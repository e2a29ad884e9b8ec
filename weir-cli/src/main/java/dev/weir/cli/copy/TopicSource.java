package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The messages of some partitions, each up to its end: as of the start, or none at all.
///
/// Of transactions it reads what was committed.
final class TopicSource implements Source {
  private static final int FETCH_BYTES_MAX = 16 << 20;

  /// They are unpacked at once, and may be a thousand times as large as they were.
  private static final int POLL_MESSAGES_MAX = 100;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE_MIN = Duration.ofSeconds(9);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Stretch stretch;
  private final Cluster cluster;
  private final boolean commits;

  /// Behind what was handed on.
  private final Map<TopicPartition, Long> next;

  /// Those that have not reached their end.
  private final Map<TopicPartition, Long> open;

  private Map<TopicPartition, Long> kept = Map.of();
  private long heardNanos = System.nanoTime();

  private TopicSource(Cluster cluster, Options options, KafkaConsumer<byte[], byte[]> consumer) {
    this.cluster = cluster;
    this.consumer = consumer;
    stretch = options.stretch().apply(consumer);
    commits = options.commits();
    next = new HashMap<>(stretch.from());
    open = new HashMap<>(stretch.to());
    open.entrySet().removeIf(end -> stretch.begin(end.getKey()) >= end.getValue());
    consumer.assign(open.keySet());
    open.keySet().forEach(partition -> consumer.seek(partition, stretch.begin(partition)));
  }

  /// @param group null where nobody will go on
  /// @param commits whether the marks are kept here, as offsets of the group
  /// @param stretch finds what is to be read
  record Options(
      @Nullable String group,
      boolean commits,
      Function<KafkaConsumer<byte[], byte[]>, Stretch> stretch) {}

  static TopicSource open(Cluster cluster, Options options) {
    var consumer = cluster.consumer(settings(cluster, options.group()));
    try {
      return new TopicSource(cluster, options, consumer);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw cluster.failure(e);
    }
  }

  private static Map<String, Object> settings(Cluster cluster, @Nullable String group) {
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_MESSAGES_MAX);
    settings.keySet().removeAll(cluster.connection().properties().keySet());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // What was deleted before it was read is passed over; the default would pass over all.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    if (group != null) settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    return settings;
  }

  @Override
  public Progress progress(Io io) {
    return Progress.start(io, VERB, stretch.messages());
  }

  @Override
  public boolean more() {
    return !open.isEmpty();
  }

  @Override
  public void read(Taker taker) {
    var polled = poll();
    for (var partition : polled.partitions()) {
      if (!hand(partition, polled.records(partition), taker)) return;
    }
    pass();
    hear(polled.isEmpty());
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (KafkaException e) {
      throw cluster.failure(e);
    }
  }

  /// Whether more are wanted.
  private boolean hand(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> messages, Taker taker) {
    var end = open.getOrDefault(partition, 0L);
    for (var message : messages) {
      if (message.offset() >= end) return true;
      var more = taker.take(message);
      next.put(partition, message.offset() + 1);
      if (!more) return false;
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
      throw cluster.failure(new TimeoutException("no messages within " + silenceMax));
    }
  }

  /// Behind what was handed on.
  Map<TopicPartition, Long> next() {
    return Map.copyOf(next);
  }

  ConsumerGroupMetadata group() {
    return consumer.groupMetadata();
  }

  static Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, Long> offsets) {
    var committable = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets.forEach(
        (partition, offset) -> committable.put(partition, new OffsetAndMetadata(offset)));
    return committable;
  }

  @Override
  public Mark mark() {
    if (!commits) return Mark.NONE;
    var offsets = next();
    return () -> keep(offsets);
  }

  private void keep(Map<TopicPartition, Long> offsets) {
    if (offsets.equals(kept)) return;
    try {
      consumer.commitSync(committable(offsets), cluster.timeout());
      kept = offsets;
    } catch (KafkaException e) {
      throw cluster.failure(e);
    }
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
