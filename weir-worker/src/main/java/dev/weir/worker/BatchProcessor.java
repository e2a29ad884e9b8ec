package dev.weir.worker;

import java.util.List;

/// Processes several messages at once and says what became of each.
///
/// A batch has one message of a key at most, as those of a key are processed one after the other;
/// of a partition with [Ordering#BY_PARTITION]. With [Ordering#NONE] it takes what there is. A
/// message whose outcome is [Outcome.Retry] comes again, the others do not. None may be
/// [Outcome.Later].
@FunctionalInterface
public interface BatchProcessor<K, V> {
  /// Processes these. An exception is the failure of all of them.
  ///
  /// @return an outcome for each message, in the order of the messages
  List<? extends Outcome> process(List<Message<K, V>> messages) throws Exception;
}
