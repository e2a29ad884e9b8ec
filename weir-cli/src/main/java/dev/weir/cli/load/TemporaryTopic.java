package dev.weir.cli.load;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.Io;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// A topic with a name of its own, which goes when it is closed: so also after a failure and after
/// Ctrl-C, as long as whoever made it watches for that.
public final class TemporaryTopic implements AutoCloseable {
  private final Io io;
  private final Admin admin;
  private final String name;
  private final long waitMillis;

  /// Whether Kafka has said that it made none.
  private boolean refused;

  private TemporaryTopic(Io io, Admin admin, String name, long waitMillis) {
    this.io = io;
    this.admin = admin;
    this.name = name;
    this.waitMillis = waitMillis;
  }

  /// What it is to be like.
  ///
  /// @param replicas 0 is what the brokers usually make
  public record Shape(String prefix, int partitions, int replicas, Map<String, String> settings) {}

  /// Makes it and waits until it can be used.
  public static TemporaryTopic make(Io io, Cluster cluster, Admin admin, Shape shape)
      throws ExecutionException, InterruptedException {
    cluster.mayWrite("make a temporary topic");
    var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    var replicas =
        shape.replicas == 0 ? Optional.<Short>empty() : Optional.of((short) shape.replicas);
    var topic =
        new NewTopic(shape.prefix + random, Optional.of(shape.partitions), replicas)
            .configs(shape.settings);
    var made = new TemporaryTopic(io, admin, topic.name(), cluster.timeout().toMillis());
    try {
      made.create(topic);
      made.awaitLeaders(shape.partitions);
      return made;
    } catch (ExecutionException | InterruptedException | KafkaException e) {
      if (!made.refused) made.close();
      throw e;
    }
  }

  private void create(NewTopic topic) throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      refused = !mayBeThere(e.getCause());
      throw e;
    }
  }

  /// Nobody knows what became of it, or Kafka's client has asked for it twice.
  private static boolean mayBeThere(@Nullable Throwable why) {
    return why instanceof RetriableException || why instanceof TopicExistsException;
  }

  /// A broker may answer before all of them know the topic.
  private void awaitLeaders(int partitions) throws ExecutionException, InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (!hasLeaders(partitions)) {
      if (System.nanoTime() - deadline > 0) {
        throw new org.apache.kafka.common.errors.TimeoutException(name + " got no leaders");
      }
      Pace.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50), () -> false);
    }
  }

  private boolean hasLeaders(int partitions) throws ExecutionException, InterruptedException {
    try {
      var found =
          admin.describeTopics(List.of(name)).allTopicNames().get().values().iterator().next();
      return found.partitions().stream().filter(one -> one.leader() != null).count() == partitions;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  public String name() {
    return name;
  }

  @Override
  public void close() {
    try {
      admin.deleteTopics(List.of(name)).all().get(waitMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) left(e);
    } catch (TimeoutException | KafkaException e) {
      left(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      left(e);
    }
  }

  /// The measurement is as good without that, and a failure would hide another one.
  private void left(Exception why) {
    io.tell(
        "weir: The temporary topic %s is still there: %s. Remove it with 'weir topics delete %s'."
            .formatted(name, why, name));
  }
}
