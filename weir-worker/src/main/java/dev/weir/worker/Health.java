package dev.weir.worker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a worker works, and if not, why.
public sealed interface Health {
  /// All is well.
  record Up() implements Health {}

  /// It works, or will again by itself, but a person should know.
  record Degraded(List<Reason> reasons) implements Health {
    public Degraded {
      reasons = List.copyOf(reasons);
    }
  }

  /// It has ended, or was not started.
  ///
  /// @param cause null where it ended as it was told to
  record Down(@Nullable Throwable cause) implements Health {}

  /// Something that a person should know.
  ///
  /// @param what in words, with what to do
  /// @param position the record that it is about
  record Reason(Kind kind, String what, @Nullable Position position, Instant since) {}

  /// What is wrong, for programs.
  enum Kind {
    /// The group is not joined yet, or Kafka does not answer.
    NOT_JOINED,
    /// The breaker is not closed.
    BREAKER,
    /// A record is unsettled for long, and holds up the commit.
    STALLED,
    /// An attempt does not end, though its time is over and its thread was interrupted.
    STUCK,
    /// A copy for the dead letters, or for a retry topic, cannot be written.
    COPY,
    /// Commits fail.
    COMMIT
  }
}
