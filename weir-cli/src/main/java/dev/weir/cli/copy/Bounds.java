package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Finds from where to where a topic is to be read.
final class Bounds {
  private final Cluster cluster;
  private final String topic;
  private final Selection selection;
  private final Consumer<String> tell;

  Bounds(Cluster cluster, String topic, Selection selection, Consumer<String> tell) {
    this.cluster = cluster;
    this.topic = topic;
    this.selection = selection;
    this.tell = tell;
  }

  /// @param consumer which knows how far transactions are committed
  /// @param resumed where an earlier copy ended, in the partitions that it read
  Stretch find(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> resumed) {
    return cluster.ask(admin -> {
      var partitions = chosen(Topics.partitions(admin, List.of(topic)));
      var offsets = new Offsets(admin, partitions);
      var from = new HashMap<>(offsets.of(selection.from(), Map.of()));
      goOn(from, resumed, offsets);
      return new Stretch(topic, from, to(partitions, offsets, consumer));
    });
  }

  private List<TopicPartition> chosen(List<TopicPartition> all) {
    var wanted = selection.partitions();
    if (wanted == null) return all;
    var chosen =
        wanted.numbers().stream().map(number -> new TopicPartition(topic, number)).toList();
    for (var partition : chosen) {
      if (all.contains(partition)) continue;
      throw new Failure(
          ExitCode.USAGE,
          "Partition %d cannot be read".formatted(partition.partition()),
          "topic '%s' has %d, counted from 0".formatted(topic, all.size()),
          "Nothing was done. Correct -p.");
    }
    return chosen;
  }

  private void goOn(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> resumed, Offsets offsets)
      throws ExecutionException, InterruptedException {
    var starts = offsets.starts();
    var ends = offsets.ends();
    from.replaceAll((partition, asked) -> {
      var at = resumed.get(partition);
      if (at == null) return asked;
      var start = starts.getOrDefault(partition, 0L);
      return goOn(partition, at, start, ends.getOrDefault(partition, 0L));
    });
  }

  private long goOn(TopicPartition partition, long at, long start, long end) {
    if (at > end) {
      tell.accept(
          "weir: %s was copied up to %d and ends before that: it was made anew, and is copied from"
                  .formatted(partition, at)
              + " its start");
      return start;
    }
    if (at < start) {
      tell.accept(
          "weir: of %s up to %,d messages were deleted before they were copied"
              .formatted(partition, start - at));
    }
    return Math.max(at, start);
  }

  private Map<TopicPartition, Long> to(
      Collection<TopicPartition> partitions,
      Offsets offsets,
      KafkaConsumer<byte[], byte[]> consumer)
      throws ExecutionException, InterruptedException {
    var to = new HashMap<TopicPartition, Long>();
    if (selection.follow()) {
      partitions.forEach(partition -> to.put(partition, Stretch.ENDLESS));
      return to;
    }
    // Behind an open transaction nothing can be read.
    to.putAll(consumer.endOffsets(partitions, cluster.timeout()));
    var wanted = selection.to();
    if (wanted != null) {
      offsets.of(wanted, Map.of()).forEach((partition, end) -> to.merge(partition, end, Math::min));
    }
    return to;
  }
}
