package dev.weir.config;

/// `broker:` — the embedded Kafka broker, which runs while `kafka.bootstrap.servers` is `embedded`.
public record BrokerConfig(int port) {
  static BrokerConfig read(Section section) {
    return new BrokerConfig(section.count("port", 9092, 0, 0xFFFF));
  }
}
