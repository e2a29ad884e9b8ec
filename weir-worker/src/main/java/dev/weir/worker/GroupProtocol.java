package dev.weir.worker;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// How the members of a group agree on who has which partition.
enum GroupProtocol {
  /// The members agree among each other; all clusters have it.
  CLASSIC,
  /// The broker decides (KIP-848): whoever keeps its partitions is not held up.
  CONSUMER;

  /// A member by the broker's protocol refuses to start with one of these.
  static final Set<String> CLASSIC_ONLY =
      Set.of(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

  String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What these settings say.
  static GroupProtocol in(Map<String, Object> settings) {
    var said = String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
    return said.equalsIgnoreCase(CONSUMER.name()) ? CONSUMER : CLASSIC;
  }
}
