package dev.weir.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// The topics of the benchmark: one for each start of a subject, so that its messages can be
/// counted, and each small on the disk, because only the count is of interest.
final class Topics implements AutoCloseable {
  private static final long LIMIT_SECONDS = 30;
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
  private static final Map<String, String> SMALL =
      Map.of(
          "retention.bytes",
          "134217728",
          "segment.bytes",
          "67108864",
          "file.delete.delay.ms",
          "100");

  private final Admin admin;
  private final int partitions;

  Topics(String bootstrap, int partitions) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    this.partitions = partitions;
  }

  String create(String name) {
    var topic = new NewTopic(name, partitions, (short) 1).configs(SMALL);
    await(admin.createTopics(List.of(topic)).all());
    return name;
  }

  void delete(String name) {
    await(admin.deleteTopics(List.of(name)).all());
  }

  /// How many messages were ever written to it.
  long count(String name) {
    var latest =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(name, partition), _ -> OffsetSpec.latest()));
    return await(admin.listOffsets(latest).all()).values().stream()
        .mapToLong(info -> info.offset())
        .sum();
  }

  /// Waits until so many are there, and returns how many there are when they are, or at the limit.
  long awaitCount(String name, long wanted, Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    long count = count(name);
    while (count < wanted && System.nanoTime() < endNanos) {
      LockSupport.parkNanos(POLL_NANOS);
      count = count(name);
    }
    return count;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker of the benchmark does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted", e);
    }
  }
}
