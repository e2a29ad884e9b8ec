package dev.weir;

/// What became of one message. There is no sixth ending.
public sealed interface Outcome {
  /// In memory and on its way, which is what [Acks#MEMORY] asked for.
  record Accepted() implements Outcome {}

  /// On this machine's disk, which is what [Acks#JOURNAL] asked for. Weir sees it to its sink.
  record Stored() implements Outcome {}

  /// Acknowledged by the sink.
  record Delivered(int partition, long offset) implements Outcome {}

  /// Never taken in.
  record Refused(Problem problem) implements Outcome {}

  /// Taken in, then lost.
  record Lost(Problem problem) implements Outcome {}

  /// The only one there is.
  Accepted ACCEPTED = new Accepted();

  /// The only one there is.
  Stored STORED = new Stored();
}
