package dev.weir.worker;

/// A [Processor] that has nothing to say: when it returns, the message is done.
@FunctionalInterface
public interface Handler<K, V> {
  void handle(Message<K, V> message) throws Exception;
}
