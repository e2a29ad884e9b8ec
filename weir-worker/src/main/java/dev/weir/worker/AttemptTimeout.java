package dev.weir.worker;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// The failure of an attempt whose time was over.
final class AttemptTimeout extends TimeoutException {
  private static final long serialVersionUID = 1;

  AttemptTimeout(Duration limit) {
    super(
        "The attempt took longer than timeLimit, %d ms. Raise it, or make the processor faster."
            .formatted(limit.toMillis()));
  }

  /// Where it was thrown says nothing.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
