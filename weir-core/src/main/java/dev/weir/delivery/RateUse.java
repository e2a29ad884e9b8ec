package dev.weir.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much of its rate a topic or a client uses.
///
/// @param messages null where their number is not limited
/// @param bytes null where they are not limited
/// @param refused messages that were over it, since the rate is known
public record RateUse(
    Kind kind, String name, @Nullable Window messages, @Nullable Window bytes, long refused) {

  /// Who has the rate.
  public enum Kind {
    TOPIC,
    CLIENT
  }

  /// What went through in the stretch of time that ends now, of what may.
  public record Window(long used, long allowed, Duration per) {
    private double share() {
      return (double) used / Math.max(1, allowed);
    }
  }

  /// The larger of both shares, from 0 to 1.
  public double share() {
    return Math.max(messages == null ? 0 : messages.share(), bytes == null ? 0 : bytes.share());
  }
}
