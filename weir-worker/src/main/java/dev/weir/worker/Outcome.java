package dev.weir.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What became of an attempt at a message. There is no sixth.
public sealed interface Outcome {
  /// The message is processed.
  record Done() implements Outcome {
    private static final Done ONE = new Done();
  }

  /// The message needs no processing: settled and counted, and nothing is copied.
  record Skip(String why) implements Outcome {
    public Skip {
      Objects.requireNonNull(why, "why");
    }
  }

  /// The message is to be tried again, until its [Retry policy][dev.weir.worker.Retry] is
  /// exhausted.
  ///
  /// @param after the wait; null for that of the policy
  /// @param quiet the breaker does not count it
  record Retry(Throwable why, @Nullable Duration after, boolean quiet) implements Outcome {
    public Retry {
      Objects.requireNonNull(why, "why");
      if (after != null && after.isNegative()) throw new IllegalArgumentException("after < 0");
    }

    /// The same, and the next attempt is not made before that time has passed.
    public Retry after(Duration wait) {
      return new Retry(why, wait, quiet);
    }

    /// The same, and the breaker does not count it.
    public Retry quietly() {
      return new Retry(why, after, true);
    }
  }

  /// The message will never succeed: to the dead letters at once.
  record Dead(Throwable why) implements Outcome {
    public Dead {
      Objects.requireNonNull(why, "why");
    }
  }

  /// The outcome comes later, from another thread. The attempt lasts until then, and its time limit
  /// holds; an answer that comes after the limit counts for nothing.
  record Later(CompletionStage<? extends Outcome> when) implements Outcome {
    public Later {
      Objects.requireNonNull(when, "when");
    }
  }

  /// The message is processed.
  static Done done() {
    return Done.ONE;
  }

  /// The message needs no processing.
  ///
  /// @param why for events and logs
  static Skip skip(String why) {
    return new Skip(why);
  }

  /// The message is to be tried again, after the wait of its policy.
  static Retry retry(Throwable why) {
    return new Retry(why, null, false);
  }

  /// The message will never succeed.
  static Dead dead(Throwable why) {
    return new Dead(why);
  }

  /// The outcome is that of the stage; one that ends with an exception is as if the processor had
  /// thrown that.
  static Later later(CompletionStage<? extends Outcome> when) {
    return new Later(when);
  }
}
