package dev.weir.sink.file;

import java.time.Duration;

/// How much of a topic may wait until its file is forced.
@FunctionalInterface
public interface Batches {
  Batch of(String topic);

  /// A file is forced when so many messages wait, or one of them for so long.
  record Batch(int messages, Duration atMost) {}
}
