package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// What becomes of a message whose attempts are used up, or that is [Outcome.Dead].
public sealed interface Exhausted {
  /// It is copied, and settled when Kafka has acknowledged the copy.
  ///
  /// @param topic null for that of the record with `.dlt` behind its name
  record DeadLetter(@Nullable String topic) implements Exhausted {}

  /// The worker ends as failed; the message is not settled and comes again.
  record Stop() implements Exhausted {}

  /// It is dropped: settled, counted and logged.
  record Drop() implements Exhausted {}

  static Exhausted deadLetter() {
    return new DeadLetter(null);
  }

  static Exhausted deadLetter(String topic) {
    return new DeadLetter(topic);
  }

  static Exhausted stop() {
    return new Stop();
  }

  static Exhausted drop() {
    return new Drop();
  }
}
