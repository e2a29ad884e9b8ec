package dev.weir.gateway.rest.consumers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// The records of one read on their way to its client.
///
/// Whoever has it says [#done] when the answer is made; [#undone] has the next read begin at the
/// same records. The instance takes no other call until then. The first of the two counts.
final class Batch {
  private final CountDownLatch settled = new CountDownLatch(1);
  private final List<ConsumerRecord<byte[], byte[]>> records;

  private final long weight;

  /// Partitions that the instance has lost since. Its thread owns this.
  private final Set<TopicPartition> lost = new HashSet<>();

  private volatile boolean done;

  Batch(List<ConsumerRecord<byte[], byte[]>> records) {
    this.records = records;
    this.weight = Backlog.weight(records);
  }

  static Batch empty() {
    return new Batch(List.of());
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  void done() {
    if (settled.getCount() == 0) return;
    done = true;
    settled.countDown();
  }

  void undone() {
    settled.countDown();
  }

  /// Waits for one of the two.
  boolean settled(long nanos) throws InterruptedException {
    return settled.await(nanos, TimeUnit.NANOSECONDS);
  }

  boolean isDone() {
    return done;
  }

  void lose(Set<TopicPartition> partitions) {
    lost.addAll(partitions);
  }

  /// Those that the instance still answers for.
  List<ConsumerRecord<byte[], byte[]>> held() {
    if (lost.isEmpty()) return records;
    return records.stream()
        .filter(record -> !lost.contains(new TopicPartition(record.topic(), record.partition())))
        .toList();
  }

  /// What all of it counts in the budget.
  long weight() {
    return weight;
  }
}
