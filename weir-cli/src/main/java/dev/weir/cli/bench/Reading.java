package dev.weir.cli.bench;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Tally;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads some partitions from the start to the end, and then again, until the window is over.
final class Reading {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Cluster cluster;
  private final Tally tally;
  private final BooleanSupplier stop;

  Reading(Cluster cluster, Tally tally, BooleanSupplier stop) {
    this.cluster = cluster;
    this.tally = tally;
    this.stop = stop;
  }

  /// Who reads what.
  record Shares(String topic, int partitions, int clients) {
    List<TopicPartition> of(int client) {
      return IntStream.range(0, partitions)
          .filter(partition -> partition % clients == client)
          .mapToObj(partition -> new TopicPartition(topic, partition))
          .toList();
    }
  }

  void run(List<TopicPartition> partitions) {
    // Else a question that is under way at the end holds up the one from the start.
    var consumer = cluster.consumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5));
    try {
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      var starts = consumer.beginningOffsets(partitions);
      ends.keySet().removeIf(one -> ends.getOrDefault(one, 0L) <= starts.getOrDefault(one, 0L));
      if (ends.isEmpty()) throw empty();
      starts.forEach(consumer::seek);
      read(consumer, starts, ends);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {
    var heardNanos = System.nanoTime();
    while (!stop.getAsBoolean()) {
      var askedNanos = System.nanoTime();
      if (tally.window().isOver(askedNanos)) return;
      var polled = consumer.poll(POLL);
      if (!polled.isEmpty()) {
        heardNanos = System.nanoTime();
        tally.done(askedNanos, polled.count(), bytes(polled));
      } else if (askedNanos - heardNanos > cluster.timeout().toNanos()) {
        throw new TimeoutException("no messages within " + cluster.timeout());
      }
      for (var end : ends.entrySet()) {
        if (consumer.position(end.getKey()) >= end.getValue()) {
          consumer.seek(end.getKey(), starts.getOrDefault(end.getKey(), 0L));
        }
      }
    }
  }

  private static long bytes(Iterable<ConsumerRecord<byte[], byte[]>> messages) {
    var bytes = 0L;
    for (var message : messages) bytes += Math.max(0, message.serializedValueSize());
    return bytes;
  }

  private static Failure empty() {
    return new Failure(
        ExitCode.FAILED,
        "Nothing can be read",
        "a client's partitions are empty",
        "Name a topic with messages, or none.");
  }
}
