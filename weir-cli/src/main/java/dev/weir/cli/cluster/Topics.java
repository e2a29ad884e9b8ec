package dev.weir.cli.cluster;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Topics by their names.
public final class Topics {
  private Topics() {}

  /// In alphabetical order.
  public static Set<String> names(Admin admin, boolean internal)
      throws ExecutionException, InterruptedException {
    var options = new ListTopicsOptions().listInternal(internal);
    var names = new java.util.TreeSet<>(admin.listTopics(options).names().get());
    // Kafka calls two topics internal, people all that begin so.
    if (!internal) names.removeIf(name -> name.startsWith("__"));
    return names;
  }

  /// All of them, or a failure that says which is not there and how it may be called.
  public static Map<String, TopicDescription> described(Admin admin, Collection<String> names)
      throws ExecutionException, InterruptedException {
    var asked = admin.describeTopics(names).topicNameValues();
    var found = new LinkedHashMap<String, TopicDescription>();
    for (var name : names) {
      var answer = asked.get(name);
      if (answer == null) continue;
      try {
        found.put(name, answer.get());
      } catch (ExecutionException e) {
        if (!isUnknown(e.getCause())) throw e;
        throw unknown(name, names(admin, true));
      }
    }
    return found;
  }

  /// Those of them that are there, and that we may see.
  public static Map<String, TopicDescription> present(Admin admin, Collection<String> names)
      throws ExecutionException, InterruptedException {
    var asked = admin.describeTopics(names).topicNameValues();
    var found = new LinkedHashMap<String, TopicDescription>();
    for (var one : asked.entrySet()) {
      try {
        found.put(one.getKey(), one.getValue().get());
      } catch (ExecutionException e) {
        if (!KafkaFailures.isOfOne(e.getCause())) throw e;
      }
    }
    return found;
  }

  /// The partitions that somebody leads: of others nothing is to be had, and Kafka's clients would
  /// wait for them.
  public static List<TopicPartition> led(TopicDescription topic) {
    return topic.partitions().stream()
        .filter(one -> one.leader() != null && !one.leader().isEmpty())
        .map(one -> new TopicPartition(topic.name(), one.partition()))
        .toList();
  }

  /// The partitions of topics that must be there.
  public static List<TopicPartition> partitions(Admin admin, Collection<String> names)
      throws ExecutionException, InterruptedException {
    var partitions = new ArrayList<TopicPartition>();
    described(admin, names)
        .forEach((name, topic) ->
            topic
                .partitions()
                .forEach(one -> partitions.add(new TopicPartition(name, one.partition()))));
    return partitions;
  }

  private static boolean isUnknown(@Nullable Throwable error) {
    return error instanceof UnknownTopicOrPartitionException
        || error instanceof InvalidTopicException;
  }

  public static Failure unknown(String name, Collection<String> known) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Topic '%s' was not found".formatted(name),
        "there is no such topic",
        Nearest.to(name, known)
            .map("Did you mean '%s'? 'weir topics' lists them all."::formatted)
            .orElse("'weir topics' lists those there are."));
  }
}
