package dev.weir.gateway.frames;

import dev.weir.Message;

/// What the bytes of one frame turned out to be.
sealed interface Frame {
  record Whole(Message message) implements Frame {}

  record Invalid(Reason reason) implements Frame {}

  /// What may be wrong with a frame.
  enum Reason {
    /// Its length is 0, so it does not even say that its bucket is empty.
    EMPTY,
    /// A length inside it points past its end.
    BOUNDS,
    /// It claims to be longer than any message may be. Nothing after it can be made sense of.
    TOO_LARGE,
    /// The client closed in the middle of it.
    TRUNCATED,
    /// The client stopped in the middle of it, and others needed the room.
    SLOW
  }
}
