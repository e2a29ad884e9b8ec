package dev.weir.gateway.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The settings that Kafka has of topics and brokers. Any thread; blocks, and throws what Kafka
/// answers.
public final class Configs {
  private static final DescribeConfigsOptions WHOLE =
      new DescribeConfigsOptions().includeSynonyms(true);

  private final Cluster cluster;

  public Configs(Cluster cluster) {
    this.cluster = cluster;
  }

  public static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  public static ConfigResource broker(int id) {
    return new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(id));
  }

  /// What holds for all brokers that have no setting of their own.
  public static ConfigResource brokers() {
    return new ConfigResource(ConfigResource.Type.BROKER, "");
  }

  /// By name.
  public Map<String, ConfigEntry> of(ConfigResource resource) {
    return byName(
        cluster.ask(admin ->
            admin.describeConfigs(List.of(resource), WHOLE).values().values().iterator().next()));
  }

  /// What one has.
  public record Owned(ConfigResource resource, Map<String, ConfigEntry> entries) {}

  /// Those that are there.
  public List<Owned> of(Collection<ConfigResource> resources) {
    return cluster.askAll(
        admin -> {
          var futures = new ArrayList<KafkaFuture<Owned>>();
          admin
              .describeConfigs(resources, WHOLE)
              .values()
              .forEach((resource, config) ->
                  futures.add(config.thenApply(done -> new Owned(resource, byName(done)))));
          return futures;
        },
        UnknownTopicOrPartitionException.class);
  }

  private static Map<String, ConfigEntry> byName(Config config) {
    var entries = new TreeMap<String, ConfigEntry>();
    for (var entry : config.entries()) entries.put(entry.name(), entry);
    return entries;
  }

  /// Has Kafka say whether it would do all this.
  public void validate(ConfigResource resource, List<AlterConfigOp> changes) {
    alter(resource, changes, true);
  }

  /// Does all of this or nothing, and waits until it shows, some seconds at most.
  public void alter(ConfigResource resource, List<AlterConfigOp> changes) {
    alter(resource, changes, false);
    Until.seen(() -> {
      var entries = of(resource);
      return changes.stream().allMatch(change -> shows(change, resource, entries));
    });
  }

  private void alter(ConfigResource resource, List<AlterConfigOp> changes, boolean validateOnly) {
    var options = new AlterConfigsOptions().validateOnly(validateOnly);
    cluster.ask(admin -> admin.incrementalAlterConfigs(Map.of(resource, changes), options).all());
  }

  private static boolean shows(
      AlterConfigOp change, ConfigResource resource, Map<String, ConfigEntry> entries) {
    var entry = entries.get(change.configEntry().name());
    var deleted = change.opType() == AlterConfigOp.OpType.DELETE;
    if (entry == null || entry.source() != own(resource)) return deleted;
    return !deleted && (entry.isSensitive() || change.configEntry().value().equals(entry.value()));
  }

  /// Where a setting comes from that is its own.
  private static ConfigSource own(ConfigResource resource) {
    if (resource.type() == ConfigResource.Type.TOPIC) return ConfigSource.DYNAMIC_TOPIC_CONFIG;
    return resource.name().isEmpty()
        ? ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG
        : ConfigSource.DYNAMIC_BROKER_CONFIG;
  }
}
