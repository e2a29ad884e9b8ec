package dev.weir.gateway.frames;

import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.Problem.Code;

/// What the bytes of one frame turned out to be.
sealed interface Frame {
  record Whole(Message message) implements Frame {}

  record Invalid(Reason reason) implements Frame {}

  /// What may be wrong with a frame.
  enum Reason {
    /// Its length is 0, so it does not even say that its bucket is empty.
    EMPTY(
        Code.INVALID_MESSAGE,
        "its length is 0",
        "Send the lengths of topic and key, too; both may be 0"),
    /// A length inside it points past its end.
    BOUNDS(
        Code.INVALID_MESSAGE, "its topic or its key reaches beyond its end", "Correct the lengths"),
    /// It claims to be longer than any message may be. Nothing after it can be made sense of.
    TOO_LARGE(
        Code.TOO_LARGE,
        "its length is over limits.message-bytes and 512, so nobody knows where the next one begins",
        "Send smaller messages or raise limits.message-bytes"),
    /// The client closed in the middle of it.
    TRUNCATED(Code.INVALID_MESSAGE, "it was broken off", "Send it again"),
    /// The client stopped in the middle of it, and others needed the room.
    SLOW(
        Code.MEMORY_FULL,
        "it took its time to come, and others needed the room",
        "Send again what was not acknowledged; if this lasts, raise limits.memory"),
    /// There is no hello where one has to be.
    HELLO(Code.INVALID_MESSAGE, "it came before a hello", "Send the hello first");

    private final Code code;
    private final String why;
    private final String remedy;

    Reason(Code code, String why, String remedy) {
      this.code = code;
      this.why = why;
      this.remedy = remedy;
    }

    /// What a client hears of it, where there is a way to tell it.
    Problem problem() {
      return new Problem(code, "The frame was refused", why, remedy);
    }
  }
}
