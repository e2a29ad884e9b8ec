package dev.weir.cli.consume;

import dev.weir.cli.message.Printer;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads all partitions of one topic, in no group, so that it waits for nobody and moves nothing.
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(9);

  private final String topic;
  private final boolean fromEnd;
  private final boolean follow;
  private final Duration timeout;

  TopicReader(String topic, boolean fromEnd, boolean follow, Duration timeout) {
    this.topic = topic;
    this.fromEnd = fromEnd;
    this.follow = follow;
    this.timeout = timeout;
  }

  /// Prints `max` messages at most; without `follow` those before the end as it is now.
  void read(KafkaConsumer<byte[], byte[]> consumer, long max, Printer printer) {
    var partitions = partitions(consumer);
    consumer.assign(partitions);
    var ends = consumer.endOffsets(partitions);
    var starts = fromEnd ? ends : consumer.beginningOffsets(partitions);
    starts.forEach(consumer::seek);
    var left = max;
    var heardNanos = System.nanoTime();
    while (left > 0 && (follow || !reached(consumer, ends))) {
      var before = positions(consumer, partitions);
      left -= print(consumer.poll(POLL), left, printer);
      if (positions(consumer, partitions) != before) heardNanos = System.nanoTime();
      if (!follow && System.nanoTime() - heardNanos > SILENCE_MAX.toNanos()) {
        throw new TimeoutException("no messages within " + SILENCE_MAX);
      }
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    var found = consumer.partitionsFor(topic, timeout);
    if (found == null || found.isEmpty()) throw unknown(consumer);
    return found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }

  private Failure unknown(KafkaConsumer<byte[], byte[]> consumer) {
    var nearest = Nearest.to(topic, consumer.listTopics(timeout).keySet());
    return new Failure(
        ExitCode.NOT_FOUND,
        "Topic '%s' cannot be read".formatted(topic),
        "there is no such topic",
        nearest
            .map("Did you mean '%s'? 'weir topics' lists them all."::formatted)
            .orElse("'weir topics' lists those there are."));
  }

  private static long print(ConsumerRecords<byte[], byte[]> polled, long max, Printer printer) {
    var printed = 0L;
    for (var message : polled) {
      if (printed == max) break;
      printer.print(message);
      printed++;
    }
    printer.flush();
    return printed;
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static long positions(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    return partitions.stream().mapToLong(consumer::position).sum();
  }
}
