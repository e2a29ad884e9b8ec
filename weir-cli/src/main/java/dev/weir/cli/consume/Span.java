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
    return from.entrySet().stream()
        .mapToLong(one -> Math.max(0, to.get(one.getKey()) - one.getValue()))
        .sum();
  }

  boolean has(TopicPartition partition, long offset) {
    return offset < to.getOrDefault(partition, 0L);
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
      return all(partitions, one -> Math.clamp(wanted.get(one), all.from.get(one), end(one, all)));
    }

    private static long end(TopicPartition partition, Span all) {
      return Math.max(all.from.get(partition), all.to.get(partition));
    }

    private Map<TopicPartition, Long> since(long millis, Span all) {
      var found = consumer.offsetsForTimes(all(partitions, _ -> millis), timeout);
      return all(
          partitions,
          one -> {
            var place = found.get(one);
            return place == null ? all.to.get(one) : place.offset();
          });
    }
  }
}
