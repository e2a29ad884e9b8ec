package dev.weir.worker;

import java.util.List;

/// Makes records of a message, which are written together with the commit of the message: both, or
/// neither. See [WorkerBuilder#exactlyOnce].
@FunctionalInterface
public interface Transform<K, V> {
  /// Calls nothing outside that must not be called twice: an attempt may still be repeated. Only
  /// what it returns counts once.
  List<Outgoing> apply(Message<K, V> message) throws Exception;
}
