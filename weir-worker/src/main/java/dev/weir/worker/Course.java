package dev.weir.worker;

import java.time.Duration;

/// What comes after an attempt. Pure.
sealed interface Course {
  /// The record is settled.
  record Settle(Outcome outcome) implements Course {}

  /// It is tried again in its place, when that time has passed.
  record Wait(Throwable why, Duration time) implements Course {}

  /// It goes to its next retry topic.
  record Defer(Throwable why) implements Course {}

  /// It goes to the dead letters.
  record Bury(Throwable why) implements Course {}

  record Drop(Throwable why) implements Course {}

  /// The worker ends, and the record is not settled.
  record Stop(Throwable why) implements Course {}

  /// Decides.
  ///
  /// @param attempt the number of the one that ended so
  /// @param retryTopics whether there is a retry topic behind the record's
  /// @param luck from 0 to 1
  static Course after(
      Outcome outcome, int attempt, Plan<?, ?> plan, boolean retryTopics, double luck) {
    return switch (outcome) {
      case Outcome.Done() -> new Settle(outcome);
      case Outcome.Skip(var ignored) -> new Settle(outcome);
      case Outcome.Retry(var why, var after, var ignored) -> {
        if (retryTopics) yield new Defer(why);
        if (!plan.retryTopics.isEmpty() || attempt >= plan.retry.attempts()) {
          yield exhausted(why, plan);
        }
        yield new Wait(
            why, after != null ? Times.bounded(after) : plan.retry.waitAfter(attempt, luck));
      }
      case Outcome.Dead(var why) -> exhausted(why, plan);
      case Outcome.Later(var when) ->
          exhausted(new IllegalStateException("An outcome that comes later came as " + when), plan);
    };
  }

  private static Course exhausted(Throwable why, Plan<?, ?> plan) {
    return switch (plan.exhausted) {
      case Exhausted.DeadLetter(var ignored) -> new Bury(why);
      case Exhausted.Stop() -> new Stop(why);
      case Exhausted.Drop() -> new Drop(why);
    };
  }
}
