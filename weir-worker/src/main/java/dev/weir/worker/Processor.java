package dev.weir.worker;

/// Your code: processes a message and says what became of it.
///
/// It is called on virtual threads, for several messages at once, yet never for two of one key. It
/// must bear to see a message again: after a crash, what was under way comes once more.
///
/// An exception is an outcome too: see [WorkerBuilder#errors].
@FunctionalInterface
public interface Processor<K, V> {
  Outcome process(Message<K, V> message) throws Exception;
}
