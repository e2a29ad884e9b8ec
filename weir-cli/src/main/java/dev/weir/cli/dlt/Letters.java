package dev.weir.cli.dlt;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.Io;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/// Reads the letters that are there now, partition by partition in their order, and ends.
final class Letters {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Io io;
  private final Cluster cluster;

  Letters(Io io, Cluster cluster) {
    this.io = io;
    this.cluster = cluster;
  }

  /// @param from where to begin; from the first letter there is, where it says nothing
  /// @param each answers whether more are wanted
  void read(Collection<String> topics, Map<TopicPartition, Long> from, Predicate<Letter> each) {
    List<TopicPartition> partitions = cluster.ask(admin -> Topics.partitions(admin, topics));
    var consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                // What is deleted before it is read is passed over; the default would pass over
                // all.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
    try (var _ = io.stop().whenAsked(consumer::wakeup)) {
      consumer.assign(partitions);
      var starts = consumer.beginningOffsets(partitions);
      var ends = new HashMap<>(consumer.endOffsets(partitions));
      for (var partition : partitions) {
        var start = starts.getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(start, from.getOrDefault(partition, start)));
      }
      read(consumer, ends, each);
    } catch (WakeupException e) {
      // somebody wants it to end
    } catch (KafkaException e) {
      throw cluster.failure(e);
    } finally {
      Cluster.closeAtOnce(consumer);
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Predicate<Letter> each) {
    var heardNanos = System.nanoTime();
    while (true) {
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (ends.isEmpty()) return;
      consumer.pause(consumer.assignment().stream().filter(one -> !ends.containsKey(one)).toList());
      var records = consumer.poll(POLL);
      if (!records.isEmpty()) heardNanos = System.nanoTime();
      for (var record : records) {
        var end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end == null || record.offset() >= end) continue;
        if (!each.test(new Letter(record))) return;
      }
      if (System.nanoTime() - heardNanos > 5 * cluster.timeout().toNanos()) {
        throw new TimeoutException("the messages of %s do not come".formatted(ends.keySet()));
      }
    }
  }
}
