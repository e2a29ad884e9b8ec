package dev.weir.gateway.api.live;

import java.util.Map;
import java.util.TreeMap;

/// Kafka's releases by the metadata version that came with each.
final class KafkaRelease {
  private static final TreeMap<Integer, String> BY_LEVEL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(7, "3.3"),
              Map.entry(8, "3.4"),
              Map.entry(9, "3.5"),
              Map.entry(12, "3.6"),
              Map.entry(15, "3.7"),
              Map.entry(20, "3.8"),
              Map.entry(21, "3.9"),
              Map.entry(22, "4.0"),
              Map.entry(26, "4.1"),
              Map.entry(28, "4.2"),
              Map.entry(30, "4.3"),
              Map.entry(31, "4.4")));

  private KafkaRelease() {}

  /// The oldest that it may be.
  static String of(int level) {
    var release = BY_LEVEL.floorEntry(level);
    return release == null ? "3.0" : release.getValue();
  }
}
