package dev.weir.cli.consume;

import dev.weir.cli.cluster.Point;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// From where to where partitions are read; the latter is not included.
record Span(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
  long messagesMax() {
    return from.keySet().stream().mapToLong(one -> Math.max(0, end(one) - start(one))).sum();
  }

  boolean has(TopicPartition partition, long offset) {
    return offset < end(partition);
  }

  /// 0 of one that is not among them, as is its end.
  long start(TopicPartition partition) {
    return from.getOrDefault(partition, 0L);
  }

  long end(TopicPartition partition) {
    return to.getOrDefault(partition, 0L);
  }

  /// Without an end.
  Span endless() {
    return new Span(from, all(from.keySet(), _ -> Long.MAX_VALUE));
  }

  private static Map<TopicPartition, Long> all(
      Collection<TopicPartition> partitions, Function<TopicPartition, Long> offset) {
    return partitions.stream().collect(Collectors.toMap(one -> one, offset));
  }

  /// Asks Kafka where places are, of messages that this consumer may see.
  record Places(
      KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Duration timeout) {

    /// @param to null for the end that there is now
    Span span(Point from, @Nullable Point to) {
      var starts = consumer.beginningOffsets(partitions, timeout);
      var ends = consumer.endOffsets(partitions, timeout);
      var all = new Span(starts, ends);
      return new Span(at(from, all), to == null ? ends : at(to, all));
    }

    private Map<TopicPartition, Long> at(Point point, Span all) {
      var wanted =
          switch (point) {
            case Point.Start _, Point.Committed _ -> all.from;
            case Point.End _ -> all.to;
            case Point.Offset(var offset) -> all(partitions, _ -> offset);
            case Point.BeforeEnd(var messages) ->
                new LastMessages(consumer, timeout).find(all, messages);
            case Point.At(var time) -> since(time.toEpochMilli(), all);
          };
      return all(
          partitions,
          one ->
              Math.clamp(
                  wanted.getOrDefault(one, 0L),
                  all.start(one),
                  Math.max(all.start(one), all.end(one))));
    }

    private Map<TopicPartition, Long> since(long millis, Span all) {
      var found = consumer.offsetsForTimes(all(partitions, _ -> millis), timeout);
      return all(
          partitions,
          one -> {
            var place = found.get(one);
            return place == null ? all.end(one) : place.offset();
          });
    }
  }
}
