package dev.weir.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Kafka says that a transaction has ended before its mark is in the topic. Until then what the
/// transaction sent is hidden, and all behind it.
public final class Transactions {
  private Transactions() {}

  /// Waits until everything that a topic has now is there for who reads what is committed.
  public static void settle(String servers, String topic) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      var all = end(admin, topic, IsolationLevel.READ_UNCOMMITTED);
      while (end(admin, topic, IsolationLevel.READ_COMMITTED) < all) {
        LockSupport.parkNanos(1_000_000);
        if (Thread.interrupted()) throw new InterruptedException("a transaction is open");
      }
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /// The sum over its partitions.
  private static long end(Admin admin, String topic, IsolationLevel level)
      throws ExecutionException, InterruptedException, TimeoutException {
    var described = admin.describeTopics(List.of(topic)).allTopicNames();
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    described.get(60, TimeUnit.SECONDS).values().stream()
        .flatMap(one -> one.partitions().stream())
        .forEach(
            one -> wanted.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
    var ends = admin.listOffsets(wanted, new ListOffsetsOptions(level)).all();
    return ends.get(60, TimeUnit.SECONDS).values().stream().mapToLong(one -> one.offset()).sum();
  }
}
