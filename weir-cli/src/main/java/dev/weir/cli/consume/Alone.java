package dev.weir.cli.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads in no group, so that it waits for nobody and moves nothing. One thread.
///
/// A partition is at its end where the consumer is: what ends it may be no message, but the mark of
/// a transaction, or one that was compacted away.
final class Alone {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration silenceMax;

  Alone(KafkaConsumer<byte[], byte[]> consumer, Duration silenceMax) {
    this.consumer = consumer;
    this.silenceMax = silenceMax;
  }

  /// Reads until all is read, or `lines` has enough.
  void read(Span span, Lines lines) {
    var left = unread(span);
    consumer.assign(left);
    left.forEach(one -> consumer.seek(one, span.start(one)));
    var silence = new Silence(silenceMax);
    while (!lines.isFull() && !left.isEmpty()) {
      var before = positions(left);
      lines.print(lines.choose(within(span, consumer.poll(Silence.POLL))));
      var moved = positions(left) != before;
      if (moved) left = ended(left, span);
      silence.check(moved || isEndless(span, left));
    }
  }

  private static List<TopicPartition> unread(Span span) {
    return span.from().entrySet().stream()
        .filter(one -> span.has(one.getKey(), one.getValue()))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private static Iterable<ConsumerRecord<byte[], byte[]>> within(
      Span span, ConsumerRecords<byte[], byte[]> polled) {
    var within = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
    for (var message : polled) {
      var partition = new TopicPartition(message.topic(), message.partition());
      if (span.has(partition, message.offset())) within.add(message);
    }
    return within;
  }

  /// Those that are not at their end; of the others nothing more is fetched.
  private List<TopicPartition> ended(List<TopicPartition> partitions, Span span) {
    var left = partitions.stream().filter(one -> span.has(one, consumer.position(one))).toList();
    if (left.size() < partitions.size()) consumer.assign(left);
    return left;
  }

  private long positions(List<TopicPartition> partitions) {
    return partitions.stream().mapToLong(consumer::position).sum();
  }

  private static boolean isEndless(Span span, List<TopicPartition> partitions) {
    return partitions.stream().anyMatch(one -> span.end(one) == Long.MAX_VALUE);
  }
}
