package dev.weir.config;

import java.time.Duration;

/// `breaker:` — when a sink counts as away, and when as back. Each sink and topic has its own.
///
/// @param fails so many failures in a row open it
/// @param patience a message that its sink has not answered for so long is a failure
/// @param timeout how long an open one waits at most until it lets messages try again
/// @param requests so many successes close it
/// @param interval after so long failures are forgotten; zero: at the next success only
public record BreakerConfig(
    int fails, Duration patience, Duration timeout, int requests, Duration interval) {
  static BreakerConfig read(Section section) {
    return new BreakerConfig(
        section.count("fails", 5, 1, 1_000_000),
        section.duration("patience", "3s", "1ms", "1h"),
        section.duration("timeout", "5s", "1ms", "1h"),
        section.count("requests", 3, 1, 1_000_000),
        section.duration("interval", "0s", "0s", "24h"));
  }

  /// The same with another patience.
  public BreakerConfig withPatience(Duration other) {
    return new BreakerConfig(fails, other, timeout, requests, interval);
  }
}
