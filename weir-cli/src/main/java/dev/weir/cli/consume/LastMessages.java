package dev.weir.cli.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
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

  /// How much further back each time.
  private static final long FURTHER = 4;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration timeout;

  LastMessages(KafkaConsumer<byte[], byte[]> consumer, Duration timeout) {
    this.consumer = consumer;
    this.timeout = timeout;
  }

  /// Where the first of so many is, in each partition.
  ///
  /// @param all that there is
  Map<TopicPartition, Long> find(Span all, long messages) {
    var from = new HashMap<TopicPartition, Long>();
    all.to().forEach((one, end) -> from.put(one, Math.max(all.start(one), end - messages)));
    if (messages > COUNTED_MAX) return from;
    var left = new HashSet<>(from.keySet());
    var reached = new Span(from, all.to());
    left.removeIf(one -> !all.has(one, reached.start(one)));
    while (!left.isEmpty()) {
      var offsets = offsets(reached, left, messages);
      for (var one : offsets.entrySet()) {
        var partition = one.getKey();
        var start = all.start(partition);
        var end = all.end(partition);
        var found = one.getValue();
        if (found.size() == messages || reached.start(partition) <= start) {
          from.put(partition, found.isEmpty() ? end : found.getFirst());
          left.remove(partition);
        } else {
          from.put(partition, Math.max(start, end - FURTHER * (end - reached.start(partition))));
        }
      }
    }
    return from;
  }

  /// The last of those that there are, at most so many of each.
  private Map<TopicPartition, Deque<Long>> offsets(
      Span span, Collection<TopicPartition> partitions, long max) {
    var offsets = new HashMap<TopicPartition, Deque<Long>>();
    var silence = new Silence(timeout.plusSeconds(3));
    var reading = new HashSet<>(partitions);
    consumer.assign(reading);
    for (var one : reading) {
      consumer.seek(one, span.start(one));
      offsets.put(one, new ArrayDeque<>());
    }
    while (!reading.isEmpty()) {
      var before = positions(reading);
      var polled = consumer.poll(Silence.POLL);
      for (var partition : polled.partitions()) {
        for (var message : polled.records(partition)) {
          var last = offsets.get(partition);
          if (last == null || !span.has(partition, message.offset())) break;
          last.add(message.offset());
          if (last.size() > max) last.removeFirst();
        }
      }
      silence.check(positions(reading) != before);
      if (reading.removeIf(one -> !span.has(one, consumer.position(one)))) consumer.assign(reading);
    }
    return offsets;
  }

  private long positions(Collection<TopicPartition> partitions) {
    return partitions.stream().mapToLong(consumer::position).sum();
  }
}
