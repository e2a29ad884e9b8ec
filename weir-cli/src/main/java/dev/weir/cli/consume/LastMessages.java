package dev.weir.cli.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Finds the last messages of each partition.
///
/// Not each offset has a message: marks of transactions have offsets, what was aborted had them,
/// and what is compacted away leaves a gap. So it is counted, from further and further back until
/// there are enough. What is many is taken for as many offsets, for counting reads all.
final class LastMessages {
  private static final long COUNTED_MAX = 1_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration timeout;

  LastMessages(KafkaConsumer<byte[], byte[]> consumer, Duration timeout) {
    this.consumer = consumer;
    this.timeout = timeout;
  }

  /// Where to begin for so many messages in each partition.
  ///
  /// @param span from that many offsets before the end
  Map<TopicPartition, Long> find(Span span, long messages) {
    var found = new HashMap<TopicPartition, Long>();
    if (messages == 0 || messages > COUNTED_MAX) return found;
    var starts = consumer.beginningOffsets(span.from().keySet(), timeout);
    for (var one : span.from().entrySet()) {
      var partition = one.getKey();
      var end = span.to().get(partition);
      var from = one.getValue();
      var offsets = offsets(partition, from, end, messages);
      while (offsets.size() < messages && from > starts.get(partition)) {
        from = Math.max(starts.get(partition), end - 4 * (end - from));
        offsets = offsets(partition, from, end, messages);
      }
      found.put(partition, offsets.isEmpty() ? end : offsets.getFirst());
    }
    return found;
  }

  /// The last of those that there are between.
  private ArrayDeque<Long> offsets(TopicPartition partition, long from, long end, long max) {
    var offsets = new ArrayDeque<Long>();
    var silence = new Silence(timeout.plusSeconds(3));
    consumer.assign(java.util.List.of(partition));
    consumer.seek(partition, from);
    while (consumer.position(partition) < end) {
      var before = consumer.position(partition);
      for (var message : consumer.poll(Silence.POLL)) {
        if (message.offset() < end) offsets.add(message.offset());
        if (offsets.size() > max) offsets.removeFirst();
      }
      silence.check(consumer.position(partition) != before);
    }
    return offsets;
  }
}
