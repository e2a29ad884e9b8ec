package dev.weir.cli.bench;

import java.util.Locale;

/// The ways into a gateway that can be put load on.
enum Protocol {
  PUSH,
  TOPICS,
  REST,
  GRPC,
  UNIX;

  /// Whether a client sends something and waits for its answer.
  boolean asks() {
    return this != UNIX;
  }

  /// Whether a request has any number of messages.
  boolean batches() {
    return this == PUSH || this == REST || this == GRPC;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
