package dev.weir;

import java.util.List;

/// What an ingress hands to the delivery: messages in order, the safety they want, and who to tell.
///
/// @param client who sends, for the limit that each client has; such as an address without its port
public record Submission(List<Message> messages, Acks acks, String client, Receipt receipt) {
  /// From nobody in particular: all of these share one client's limit.
  public Submission(List<Message> messages, Acks acks, Receipt receipt) {
    this(messages, acks, "", receipt);
  }
}
