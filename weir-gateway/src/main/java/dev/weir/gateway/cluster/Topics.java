package dev.weir.gateway.cluster;

import dev.weir.TopicName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What Kafka says of its topics, and does with them. Any thread; blocks, and throws what Kafka
/// answers.
///
/// Kafka carries a change out before all of it shows. Who changes something here waits until the
/// next question sees it, but never longer than a few seconds.
public final class Topics {
  private final Cluster cluster;

  /// The offset of the first message of a partition, and that of the next.
  public record Bounds(long beginning, long end) {}

  public Topics(Cluster cluster) {
    this.cluster = cluster;
  }

  /// All names, Kafka's own included.
  public SortedSet<String> names() {
    var options = new ListTopicsOptions().listInternal(true);
    Set<String> names = cluster.ask(admin -> admin.listTopics(options).names());
    return new TreeSet<>(names);
  }

  public TopicDescription topic(String name) {
    return topic(name, false);
  }

  /// Describes one.
  ///
  /// @param operations whether to tell what this gateway may do with it
  public TopicDescription topic(String name, boolean operations) {
    if (!TopicName.legal(name)) throw unknown(name); // Kafka would call it illegal
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(operations);
    try {
      return cluster.ask(admin -> {
        var described = admin.describeTopics(List.of(name), options).topicNameValues();
        return described.values().iterator().next();
      });
    } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
      var error = unknown(name);
      error.initCause(e);
      throw error;
    }
  }

  /// Those of these names that are there.
  ///
  /// @param operations whether to tell what this gateway may do with them
  public List<TopicDescription> topics(Collection<String> names, boolean operations) {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(operations);
    return cluster.askAll(
        admin -> admin.describeTopics(names, options).topicNameValues().values(),
        UnknownTopicOrPartitionException.class);
  }

  /// The partition of this number, of a topic that was described.
  public static TopicPartitionInfo partition(TopicDescription topic, int number) {
    return topic.partitions().stream()
        .filter(partition -> partition.partition() == number)
        .findAny()
        .orElseThrow(() ->
            new UnknownTopicOrPartitionException(
                "Partition %d of topic %s not found".formatted(number, topic.name())));
  }

  /// Of a partition that is there.
  public Bounds bounds(TopicPartition partition) {
    var offsets =
        cluster.askAll(
            admin ->
                List.of(
                    offset(admin, partition, OffsetSpec.earliest()),
                    offset(admin, partition, OffsetSpec.latest())),
            UnknownTopicOrPartitionException.class);
    if (offsets.size() < 2) throw unknown(partition.topic());
    return new Bounds(offsets.getFirst(), offsets.getLast());
  }

  private static KafkaFuture<Long> offset(Admin admin, TopicPartition partition, OffsetSpec spec) {
    return admin
        .listOffsets(Map.of(partition, spec))
        .partitionResult(partition)
        .thenApply(result -> result.offset());
  }

  /// Makes a topic.
  public CreateTopicsResult create(NewTopic topic) {
    var created = create(topic, false);
    Until.seen(() -> ready(topic(topic.name())));
    return created;
  }

  /// Has Kafka say whether it would make a topic.
  public CreateTopicsResult validate(NewTopic topic) {
    return create(topic, true);
  }

  private CreateTopicsResult create(NewTopic topic, boolean validateOnly) {
    var options = new CreateTopicsOptions().validateOnly(validateOnly);
    return cluster.ask(admin -> {
      var result = admin.createTopics(List.of(topic), options);
      return result.all().thenApply(_ -> result);
    });
  }

  /// Gives a topic so many partitions.
  public void grow(String topic, int partitions) {
    cluster.ask(
        admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
    Until.seen(() -> {
      var grown = topic(topic);
      return grown.partitions().size() >= partitions && ready(grown);
    });
  }

  /// Whether each partition has a leader that knows of it. A producer whose first message met one
  /// that did not yet, and its second one that did, sends the first for naught until it gives up:
  /// its number is behind the second's.
  private boolean ready(TopicDescription topic) {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition : topic.partitions()) {
      if (partition.leader() == null) return false;
      latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
    }
    cluster.ask(admin -> admin.listOffsets(latest).all());
    return true;
  }

  public void delete(String topic) {
    cluster.ask(admin -> admin.deleteTopics(List.of(topic)).all());
    Until.seen(() -> !names().contains(topic));
  }

  private static UnknownTopicOrPartitionException unknown(String topic) {
    return new UnknownTopicOrPartitionException("Topic %s not found".formatted(topic));
  }
}
