package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// What becomes of a message whose attempts are used up, or that is [Outcome.Dead].
public sealed interface Exhausted {
  /// It is copied, and settled when Kafka has acknowledged the copy.
  ///
  /// @param topic null for that of the record with `.dlt` behind its name
  record DeadLetter(@Nullable String topic) implements Exhausted {
    public DeadLetter {
      if (topic != null) TopicNames.check(topic);
    }
  }

  /// The worker ends as failed; the message is not settled and comes again.
  record Stop() implements Exhausted {}

  /// It is dropped: settled, counted and logged.
  record Drop() implements Exhausted {}

  /// It is copied to the topic of its record with `.dlt` behind the name; what
  /// [WorkerBuilder#onExhausted] does without a word.
  static Exhausted deadLetter() {
    return new DeadLetter(null);
  }

  /// It is copied to that topic, from whatever topic it is.
  static Exhausted deadLetter(String topic) {
    return new DeadLetter(topic);
  }

  /// The worker ends as [Worker.Exit.Failed].
  static Exhausted stop() {
    return new Stop();
  }

  /// It is lost, and only counted.
  static Exhausted drop() {
    return new Drop();
  }
}
