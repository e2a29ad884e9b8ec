package dev.weir.worker;

import java.util.List;

/// Processes several messages at once and says what became of each.
///
/// A batch has one message of a key at most: the next one of that key comes in a later batch, when
/// this one is settled. A message whose outcome is [Outcome.Retry] comes again, the others do not.
/// None may be [Outcome.Later].
@FunctionalInterface
public interface BatchProcessor<K, V> {
  /// @return an outcome for each message, in the order of the messages; an exception is that of all
  List<Outcome> process(List<Message<K, V>> messages) throws Exception;
}
