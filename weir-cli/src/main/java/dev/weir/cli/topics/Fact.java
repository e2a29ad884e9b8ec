package dev.weir.cli.topics;

/// What is told of a topic only where it is wanted, for it costs questions of its own.
enum Fact {
  MESSAGES,
  SIZE,
  RATE,

  /// The groups that read it, and how far they are behind.
  LAG
}
