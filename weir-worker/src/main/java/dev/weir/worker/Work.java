package dev.weir.worker;

import java.time.Duration;

/// What a worker's user wants done.
sealed interface Work<K, V> {
  record Single<K, V>(Processor<K, V> processor) implements Work<K, V> {}

  record Transformation<K, V>(Transform<K, V> transform) implements Work<K, V> {}

  record Batch<K, V>(int max, Duration linger, BatchProcessor<K, V> processor)
      implements Work<K, V> {}
}
