package dev.weir;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How safe a message must be before its caller is answered, weakest first. There is no
/// protocol-specific level.
public enum Acks {
  /// Accepted in memory: a crash may lose it, and the answer says so.
  MEMORY,
  /// Safe on this machine's disk, or acknowledged by the sink, whichever comes first.
  JOURNAL,
  /// Acknowledged by the sink; for Kafka by all in-sync replicas.
  KAFKA;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// How safe an outcome says that its message is, or null where it failed. Hot.
  public static @Nullable Acks reachedBy(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> MEMORY;
      case Outcome.Stored _ -> JOURNAL;
      case Outcome.Delivered _ -> KAFKA;
      case Outcome.Refused _, Outcome.Lost _ -> null;
    };
  }

  /// As settings and answers show it.
  public String label() {
    return label;
  }
}
