package dev.weir.worker;

import java.time.Duration;

/// Times that somebody said, made fit to be counted in nanoseconds.
final class Times {
  /// Nobody waits for longer; and several of these together still fit into a long.
  private static final Duration MAX = Duration.ofDays(10_000);

  private Times() {}

  /// The same, or what is as good as for ever.
  static Duration bounded(Duration time) {
    return time.compareTo(MAX) > 0 ? MAX : time;
  }
}
