package dev.weir.gateway.door;

import dev.weir.gateway.net.Answer;

/// What the door says of a request.
sealed interface Verdict {
  record In(Visitor visitor) implements Verdict {}

  /// Nobody is asked here.
  record Anybody() implements Verdict {}

  /// Not let in.
  ///
  /// @param as who they said they are, for the log
  record Out(Answer answer, Reason reason, String as) implements Verdict {
    Out(Answer answer, Reason reason) {
      this(answer, reason, "somebody");
    }
  }

  /// It may be let in: to tell takes longer than an event loop has.
  record Unproven(Proof proof) implements Verdict {}

  /// Tells after all. It blocks, and has noted what is to be noted of it.
  interface Proof {
    Verdict verdict();

    /// What they are told whose body is larger than what is kept until then.
    default Answer tooLarge(int bytesMax) {
      return Words.tooLarge(bytesMax);
    }
  }
}
