package dev.weir.worker;

/// Wraps each attempt: the place for logging contexts, scoped values, measuring and tenancy.
@FunctionalInterface
public interface Around<K, V> {
  /// Called on the attempt's thread.
  ///
  /// @param next the processor, or the next one that wraps it
  Outcome around(Message<K, V> message, Processor<K, V> next) throws Exception;
}
