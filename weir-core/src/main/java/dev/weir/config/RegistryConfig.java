package dev.weir.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `registry:` — the schema registry, which speaks Confluent's protocol.
///
/// @param url where it is, perhaps with `user:password@`; null where there is none
/// @param timeout how long an answer of it may take
/// @param autoRegister whether schemas that requests bring are registered
public record RegistryConfig(@Nullable URI url, Duration timeout, boolean autoRegister) {
  static RegistryConfig read(Section section) {
    return new RegistryConfig(
        section.urlOrOff("url"),
        section.duration("timeout", "5s", "100ms", "1m"),
        section.yes("auto-register", true));
  }

  /// Without the password.
  @Override
  public String toString() {
    return "RegistryConfig[%s]".formatted(url == null ? Section.OFF : url.getHost());
  }
}
