package dev.weir.gateway.rest.consumers;

import dev.weir.delivery.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// The records that Kafka handed over and no read has answered yet, in their order.
///
/// They count in the budget, with what they cost beyond their bytes. Its instance's thread owns it.
final class Backlog {
  /// What a record costs on the heap beside its key and its value.
  private static final int RECORD_BYTES = 160;

  private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private final Budget budget;
  private long bytes;
  private long weight;

  Backlog(Budget budget) {
    this.budget = budget;
  }

  /// Keys and values, as a read counts them.
  static int bytes(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  static int weight(ConsumerRecord<byte[], byte[]> record) {
    return bytes(record) + RECORD_BYTES;
  }

  static long weight(List<ConsumerRecord<byte[], byte[]>> records) {
    var sum = 0L;
    for (var record : records) sum += weight(record);
    return sum;
  }

  /// Of keys and values.
  long bytes() {
    return bytes;
  }

  /// Of all that they cost.
  long weight() {
    return weight;
  }

  int count() {
    return records.size();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  void add(Iterable<ConsumerRecord<byte[], byte[]>> more) {
    var before = weight;
    for (var record : more) {
      records.addLast(record);
      bytes += bytes(record);
      weight += weight(record);
    }
    budget.owe(weight - before);
  }

  /// Takes the first ones, which go on counting in the budget until somebody gives them back. The
  /// first is taken in any case, and then as many as stay below the bound.
  List<ConsumerRecord<byte[], byte[]>> take(long bytesMax, int recordsMax) {
    var taken = new ArrayList<ConsumerRecord<byte[], byte[]>>(Math.min(recordsMax, records.size()));
    var sum = 0L;
    while (!records.isEmpty() && taken.size() < Math.max(1, recordsMax)) {
      var next = records.getFirst();
      sum += bytes(next);
      if (!taken.isEmpty() && sum >= bytesMax) break;
      taken.add(records.removeFirst());
      bytes -= bytes(next);
      weight -= weight(next);
    }
    return taken;
  }

  /// Has records that were taken come first again. They still count in the budget.
  void putBack(List<ConsumerRecord<byte[], byte[]>> taken) {
    for (var record : taken.reversed()) {
      records.addFirst(record);
      bytes += bytes(record);
      weight += weight(record);
    }
  }

  void forget(Predicate<TopicPartition> which) {
    var before = weight;
    records.removeIf(record -> {
      if (!which.test(new TopicPartition(record.topic(), record.partition()))) return false;
      bytes -= bytes(record);
      weight -= weight(record);
      return true;
    });
    budget.giveBack(before - weight);
  }

  void clear() {
    forget(_ -> true);
  }
}
