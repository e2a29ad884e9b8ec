package dev.weir.gateway.api.topics;

import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Configs;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// What brokers have in hours and topics in milliseconds. Kafka does not tell it with the settings
/// of a topic that has such a time of its own. Blocks.
record LongTimes(Cluster cluster) {
  private static final Map<String, String> MINUTES =
      Map.of("retention.ms", "log.retention.minutes");
  private static final Map<String, String> HOURS =
      Map.of(
          "retention.ms",
          "log.retention.hours",
          "segment.ms",
          "log.roll.hours",
          "segment.jitter.ms",
          "log.roll.jitter.hours");

  /// By the name that they have at a topic; none where nobody needs or may know it.
  Map<String, String> of(Collection<ConfigEntry> settings) {
    var needed =
        settings.stream()
            .filter(one -> one.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .anyMatch(one -> HOURS.containsKey(one.name()));
    if (!needed) return Map.of();
    try {
      return ofBroker();
    } catch (KafkaException e) {
      return Map.of(); // such as a login that may not see it
    }
  }

  private Map<String, String> ofBroker() {
    var nodes = cluster.ask(admin -> admin.describeCluster().nodes());
    var broker = new Configs(cluster).of(Configs.broker(nodes.iterator().next().id()));
    var found = new HashMap<String, String>();
    HOURS.forEach((name, there) -> put(found, name, broker.get(there), 3_600_000));
    MINUTES.forEach((name, there) -> put(found, name, broker.get(there), 60_000));
    return found;
  }

  private static void put(
      Map<String, String> found, String name, @Nullable ConfigEntry entry, long unitMillis) {
    if (entry == null || entry.value() == null || !entry.value().matches("-?\\d{1,9}")) return;
    var number = Long.parseLong(entry.value());
    found.put(name, Long.toString(number < 0 ? number : number * unitMillis)); // -1 is no limit
  }
}
