package dev.weir.config;

import java.util.Map;
import java.util.stream.Collectors;

/// `kafka:` — the cluster, and any producer property of Kafka's under its own name.
///
/// @param bootstrapServers `host:port,…`, or [#EMBEDDED]
/// @param properties all that the producer is made with, but for the servers
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) {
  public static final String EMBEDDED = "embedded";

  static KafkaConfig read(Section section) {
    var servers = section.value("bootstrap.servers", EMBEDDED, KafkaConfig::servers);
    return new KafkaConfig(servers, ProducerProperties.read(section));
  }

  public boolean embedded() {
    return bootstrapServers.equals(EMBEDDED);
  }

  private static String servers(String text) {
    for (var server : text.split(",", -1)) {
      if (!server.equals(EMBEDDED) && !server.strip().matches("[A-Za-z0-9._:\\[\\]-]+:\\d{1,5}")) {
        throw new IllegalArgumentException("is not a list of host:port, nor 'embedded'");
      }
    }
    return text.replace(" ", "");
  }

  /// Without values: properties may hold secrets.
  @Override
  public String toString() {
    return "KafkaConfig[%s, %s]"
        .formatted(
            bootstrapServers,
            properties.keySet().stream().sorted().collect(Collectors.joining(", ")));
  }
}
