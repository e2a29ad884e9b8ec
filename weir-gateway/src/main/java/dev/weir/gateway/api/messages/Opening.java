package dev.weir.gateway.api.messages;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.api.messages.Cursor.Span;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Topics;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Rights;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Finds the partitions of a topic, and where in them a reading begins. Any thread; blocks.
final class Opening {
  private static final int FORTH = 1_000;
  private static final int BACK = 100;
  private static final int MORE = 8;
  private static final long WINDOW_BYTES_MIN = 64 << 10;

  private final Topics topics;
  private final Supplier<WeirConfig> settings;

  Opening(Cluster cluster, Supplier<WeirConfig> settings) {
    this.topics = new Topics(cluster);
    this.settings = settings;
  }

  /// All of a topic, or one; throws what is to be told where there is no such thing.
  List<TopicPartition> partitions(String topic, @Nullable Integer only) {
    Rights.checkReadable(settings.get().peers(), topic);
    var all = all(topic);
    if (only == null) return all;
    var one = new TopicPartition(topic, only);
    if (all.contains(one)) return List.of(one);
    throw RestException.plain(
        404,
        "Topic '%s' has no partition %d. It has %d: 0 to %d"
            .formatted(topic, only, all.size(), all.size() - 1));
  }

  private List<TopicPartition> all(String topic) {
    try {
      return topics.topic(topic).partitions().stream()
          .map(TopicPartitionInfo::partition)
          .map(partition -> new TopicPartition(topic, partition))
          .toList();
    } catch (UnknownTopicOrPartitionException e) {
      throw RestException.plain(
              404, "There is no topic '%s'. /api/topics lists those there are".formatted(topic))
          .because(e);
    }
  }

  /// Where to begin in each.
  static List<Span> spans(
      KafkaConsumer<byte[], byte[]> kafka, List<TopicPartition> partitions, From from) {
    kafka.assign(partitions); // or Kafka's client warns of answers about partitions of nobody
    var lows = kafka.beginningOffsets(partitions);
    var highs = kafka.endOffsets(partitions);
    var starts = starts(kafka, partitions, from, highs);
    return partitions.stream()
        .map(partition -> {
          var low = requireNonNull(lows.get(partition));
          var high = Math.max(low, requireNonNull(highs.get(partition)));
          if (from instanceof From.Latest) return new Span(partition.partition(), low, high, high);
          var start = starts.getOrDefault(partition.partition(), low);
          var begin = Math.clamp(start, low, high);
          return new Span(partition.partition(), begin, begin, high);
        })
        .toList();
  }

  private static Map<Integer, Long> starts(
      KafkaConsumer<byte[], byte[]> kafka,
      List<TopicPartition> partitions,
      From from,
      Map<TopicPartition, Long> highs) {
    return switch (from) {
      case From.Latest _, From.Earliest _ -> Map.of();
      case From.Offset(var offset) ->
          partitions.stream().collect(toMap(TopicPartition::partition, _ -> offset));
      case From.Place(var partition, var offset) -> Map.of(partition, offset);
      case From.Time(var millis) -> at(kafka, partitions, millis, highs);
    };
  }

  /// Where nothing is as young, it begins at the end.
  private static Map<Integer, Long> at(
      KafkaConsumer<byte[], byte[]> kafka,
      List<TopicPartition> partitions,
      long millis,
      Map<TopicPartition, Long> highs) {
    var wanted = partitions.stream().collect(toMap(partition -> partition, _ -> millis));
    var found = kafka.offsetsForTimes(wanted);
    return partitions.stream()
        .collect(
            toMap(
                TopicPartition::partition,
                partition -> {
                  var first = found.get(partition);
                  return first == null ? requireNonNull(highs.get(partition)) : first.offset();
                }));
  }

  /// The strands of a scan.
  static List<Strand> strands(String topic, Cursor cursor, Search search, int limit) {
    var spans = cursor.spans();
    var many = Math.max(1, spans.size());
    var size = search.isAll() ? limit / many + MORE : cursor.back() ? BACK : FORTH;
    var bytesMax = Math.max(WINDOW_BYTES_MIN, Scan.LOAD_BYTES_MAX / 2 / many);
    return spans.stream()
        .map(span -> {
          var partition = new TopicPartition(topic, span.partition());
          return new Strand(partition, cursor.back(), span, size, bytesMax);
        })
        .toList();
  }
}
