package dev.weir.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Finds topics, and makes those that are missing.
///
/// Kafka's producer could make them too, yet with a number of partitions that nobody chose; so they
/// are looked up before it hears of them.
final class TopicMaker {
  private static final int ANSWER_MILLIS_MAX = 5_000;

  /// A partition without a leader must not hold up the other ones for longer.
  private static final int LEADERS_MILLIS_MAX = 1_000;

  private static final int KNOWN_TRIES_MAX = 50;
  private static final Duration KNOWN_AGAIN_AFTER = Duration.ofMillis(20);

  private final CopyClients clients;

  TopicMaker(CopyClients clients) {
    this.clients = clients;
  }

  /// All that there are.
  Set<String> topics(Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    var names = clients.admin().listTopics().names();
    return new HashSet<>(names.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
  }

  /// Returns when it is there and may be written to.
  ///
  /// @param source the topic whose number of partitions it gets
  void ready(String topic, String source)
      throws InterruptedException, ExecutionException, TimeoutException {
    var admin = clients.admin();
    var there = partitions(admin, topic);
    awaitLeaders(admin, topic, there > 0 ? there : make(admin, topic, source));
    // Here, where one waits and the others do not: it may take Kafka's client a while.
    clients.producer().partitionsFor(topic);
  }

  /// 0 where there is no such topic.
  private static int partitions(Admin admin, String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    var options = new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS_MAX);
    try {
      var described = admin.describeTopics(List.of(topic), options).topicNameValues().get(topic);
      return Objects.requireNonNull(described)
          .get(2L * ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) return 0;
      throw e;
    }
  }

  private static int make(Admin admin, String topic, String source)
      throws InterruptedException, ExecutionException, TimeoutException {
    var partitions = partitions(admin, source);
    if (partitions == 0) throw new SourceMissing(source);
    try {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
          .all()
          .get(2L * ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) throw new Unmade(topic, partitions, e);
    }
    awaitKnown(admin, topic);
    return partitions;
  }

  /// Kafka says that it has made a topic before it knows it.
  private static void awaitKnown(Admin admin, String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (var tries = 1; partitions(admin, topic) == 0; tries++) {
      if (tries == KNOWN_TRIES_MAX) {
        throw new TimeoutException("It was made, and Kafka does not know it yet");
      }
      Backoff.pause(KNOWN_AGAIN_AFTER);
    }
  }

  /// Waits until each partition's leader knows that it leads it; no longer than that, be it so or
  /// not.
  ///
  /// Kafka tells of a topic that was just made before all its leaders know. One that does not yet
  /// refuses a producer's first batch, and knows when the second comes: the first is then out of
  /// sequence, and is sent for naught until its time is over.
  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws InterruptedException {
    // Only a leader tells where its partition ends.
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var i = 0; i < partitions; i++) {
      latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    try {
      var options = new ListOffsetsOptions().timeoutMs(LEADERS_MILLIS_MAX);

      admin.listOffsets(latest, options).all().get(2L * LEADERS_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It is tried with those that know.
    }
  }

  /// The topic that a missing one is to be like is missing itself.
  static final class SourceMissing extends KafkaException {
    private static final long serialVersionUID = 1;

    SourceMissing(String topic) {
      super("topic '%s' is not there".formatted(topic));
    }
  }

  /// A topic is missing, and Kafka does not make it.
  static final class Unmade extends KafkaException {
    private static final long serialVersionUID = 1;

    Unmade(String topic, int partitions, ExecutionException e) {
      super(
          ("Topic '%s' is not there and Kafka does not make it: %s. Make it by hand with %d"
                  + " partitions, or give this user the right to create it.")
              .formatted(topic, reason(e.getCause()), partitions),
          e.getCause());
    }

    private static @Nullable String reason(@Nullable Throwable e) {
      return e == null ? null : e.getMessage();
    }
  }
}
