package dev.weir.config;

import java.time.Duration;

/// `idempotency:` — requests that bring an `Idempotency-Key` are carried out once.
///
/// @param window for how long a key is remembered
/// @param keys how many are remembered at most; the oldest is forgotten first
public record IdempotencyConfig(Duration window, int keys) {
  static IdempotencyConfig read(Section section) {
    return new IdempotencyConfig(
        section.duration("window", "1h", "1s", "24h"),
        section.count("keys", 100_000, 1, 10_000_000));
  }
}
