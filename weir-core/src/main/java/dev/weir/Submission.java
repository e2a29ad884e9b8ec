package dev.weir;

import java.util.List;

/// What an ingress hands to the delivery: messages in order, the safety they want, and who to tell.
///
/// @param caller who sends: they have a limit, and topics that are theirs
public record Submission(List<Message> messages, Acks acks, Caller caller, Receipt receipt) {
  private static final Caller NOBODY = Caller.anybody("");

  /// From nobody in particular: all of these share one limit.
  public Submission(List<Message> messages, Acks acks, Receipt receipt) {
    this(messages, acks, NOBODY, receipt);
  }
}
