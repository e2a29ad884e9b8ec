package dev.weir.delivery;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.config.WalMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message as its client knows it.
final class Told {
  final long id;
  final Message message;
  final int connection;

  /// What it asked for, as its route has it.
  final Acks level;

  final WalMode mode;

  /// Which life of the gateway took it.
  final int life;

  final long submittedNanos;

  /// Those that it was meant for.
  List<String> sinks = List.of();

  /// What its client was told, or null.
  @Nullable Outcome outcome;

  Told(Origin origin, Message message, Acks level, WalMode mode) {
    this.id = origin.id();
    this.connection = origin.connection();
    this.life = origin.life();
    this.submittedNanos = origin.nanos();
    this.message = message;
    this.level = level;
    this.mode = mode;
  }

  /// Where and when a message came in.
  record Origin(long id, int connection, int life, long nanos) {}

  /// Whether what was said keeps its word through every crash.
  boolean promised() {
    return outcome instanceof Outcome.Stored || outcome instanceof Outcome.Delivered;
  }

  @Override
  public String toString() {
    return "message %d (topic %s, connection %d, %s, %s, life %d, at %.3f s, sinks %s): %s"
        .formatted(
            id,
            message.topic(),
            connection,
            level,
            mode,
            life,
            submittedNanos / 1e9,
            sinks,
            outcome);
  }
}
