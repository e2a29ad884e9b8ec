package dev.weir.worker;

/// Wraps each attempt: the place for logging contexts, scoped values, measuring and tenancy.
///
/// ```java
/// builder.around((message, next) -> {
///   try (var context = MDC.putCloseable("offset", message.position().toString())) {
///     return next.process(message);
///   }
/// })
/// ```
///
/// It may answer without calling `next`, or with another outcome. What it throws counts as thrown
/// by the processor.
@FunctionalInterface
public interface Around<K, V> {
  /// Called on the attempt's thread.
  ///
  /// @param next the processor, or the next one that wraps it
  Outcome around(Message<K, V> message, Processor<K, V> next) throws Exception;
}
