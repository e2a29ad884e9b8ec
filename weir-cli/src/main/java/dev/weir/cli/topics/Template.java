package dev.weir.cli.topics;

import dev.weir.cli.cluster.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// How topics are made; what is null is the broker's to decide.
record Template(
    @Nullable Integer partitions, @Nullable Short replicas, Map<String, String> config) {

  /// As that topic is.
  static Template of(Admin admin, String topic) throws ExecutionException, InterruptedException {
    var described = Topics.described(admin, List.of(topic)).values().iterator().next();
    var config = new TreeMap<String, String>();
    for (var entry : config(admin, topic)) {
      if (isOwn(entry) && entry.value() != null) config.put(entry.name(), entry.value());
    }
    return new Template(
        described.partitions().size(), (short) TopicRow.replicas(described), config);
  }

  static List<ConfigEntry> config(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().values().stream()
        .flatMap(one -> one.entries().stream())
        .toList();
  }

  /// Whether it was set for this topic, and does not come from its broker.
  static boolean isOwn(ConfigEntry entry) {
    return entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
  }

  /// What this one says, and of the rest what the other says. A setting that is empty is left out.
  Template over(Template other) {
    var both = new LinkedHashMap<>(other.config);
    both.putAll(config);
    return new Template(
        partitions == null ? other.partitions : partitions,
        replicas == null ? other.replicas : replicas,
        both);
  }

  NewTopic topic(String name) {
    var given = new LinkedHashMap<>(config);
    given.values().removeIf(String::isEmpty);
    return new NewTopic(name, Optional.ofNullable(partitions), Optional.ofNullable(replicas))
        .configs(given);
  }
}
