package dev.weir.config;

import dev.weir.TopicName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `peers:` — other gateways on the same Kafka, so that each answers for the consumers of all.
///
/// @param address where they reach this one; `auto` for where it listens, `off` for no peers
/// @param topic where they note who has which consumer
/// @param ca who signs the certificates of the others, as PEM; null for those that Java knows
public record PeersConfig(String address, String topic, @Nullable Path ca) {
  public static final String AUTO = "auto";
  public static final String OFF = Section.OFF;

  static PeersConfig read(Section section) {
    return new PeersConfig(
        section.value("address", AUTO, PeersConfig::address),
        section.value("topic", "__weir_instances", PeersConfig::topic),
        section.pathOrOff("ca"));
  }

  public boolean off() {
    return address.equals(OFF);
  }

  private static String address(String text) {
    if (text.equals(AUTO) || text.equals(OFF)) return text;
    if (Address.parse(text) instanceof Address.Tcp(var host, var port)
        && !host.isEmpty()
        && port > 0) {
      return text;
    }
    throw new IllegalArgumentException("is not host:port, nor 'auto' or 'off'");
  }

  private static String topic(String text) {
    if (TopicName.legal(text)) return text;
    throw new IllegalArgumentException("is not the name of a topic");
  }
}
