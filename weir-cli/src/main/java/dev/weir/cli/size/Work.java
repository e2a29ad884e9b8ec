package dev.weir.cli.size;

import java.io.IOException;

/// What the user's consumer does with each message. One thread.
interface Work extends AutoCloseable {
  void on(byte[] message) throws IOException;

  /// All of it is done when this returns.
  default void finish() throws IOException, InterruptedException {}

  @Override
  default void close() {}

  /// Only reads.
  record None() implements Work {
    @Override
    public void on(byte[] message) {}
  }
}
