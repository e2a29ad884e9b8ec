package dev.weir.worker;

import java.util.List;

/// Processes several messages at once and says what became of each.
///
/// Of a key, the messages of a batch are in order. Where one of them has to come again, those of
/// its key that stand behind it in the batch come again as well, whatever was said of them.
@FunctionalInterface
public interface BatchProcessor<K, V> {
  /// @return an outcome for each message, in the order of the messages; an exception is that of all
  List<Outcome> process(List<Message<K, V>> messages) throws Exception;
}
