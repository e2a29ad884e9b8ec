package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// Is told of copies that cannot be written, while they are tried again. Called by several threads
/// at once, which it must not hold up.
interface Trouble {
  /// Told again where the reason changes.
  ///
  /// @param topic where the copy should go
  /// @param position the record that waits for it; null where a topic is made ahead of the records
  /// @param why in words, with what to do
  void began(String topic, @Nullable Position position, String why);

  /// Kafka has it, or nobody tries any more. Told once for each that began.
  void over(String topic, @Nullable Position position);
}
