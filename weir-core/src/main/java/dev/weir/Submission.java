package dev.weir;

import java.util.List;

/// What an ingress hands to the delivery: messages in order, the safety they want, and who to tell.
public record Submission(List<Message> messages, Acks acks, Receipt receipt) {}
