package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Configs;
import dev.weir.gateway.web.RestException;
import org.apache.kafka.common.config.ConfigResource;

/// Whose settings they are.
///
/// @param kind of one setting
/// @param field what names it in each of its settings
record ConfigOwner(ConfigResource resource, String kind, String field, Object value, Place where) {
  static final String TOPIC = "KafkaTopicConfig";
  static final String BROKER = "KafkaBrokerConfig";
  static final String CLUSTER = "KafkaClusterConfig";

  static ConfigOwner topic(Asked asked, String name) {
    return new ConfigOwner(Configs.topic(name), TOPIC, "topic_name", name, asked.topic(name));
  }

  static ConfigOwner broker(Asked asked, int id) {
    return new ConfigOwner(Configs.broker(id), BROKER, "broker_id", id, asked.broker(id));
  }

  static ConfigOwner all(Asked asked) {
    return new ConfigOwner(Configs.brokers(), CLUSTER, "config_type", "BROKER", asked.cluster());
  }

  /// Whether Kafka lists all that there may be, and not only what is set.
  boolean listsAll() {
    return !kind.equals(CLUSTER);
  }

  String address() {
    return listsAll() ? where.address("configs") : where.address("broker-configs");
  }

  Place place(String name) {
    return listsAll()
        ? where.one("configs", "config", name)
        : where.one("broker-configs", "broker-config", name);
  }

  RestException unknown(String name) {
    return RestException.plain(404, "Config %s not found for %s %s".formatted(name, field, value));
  }
}
