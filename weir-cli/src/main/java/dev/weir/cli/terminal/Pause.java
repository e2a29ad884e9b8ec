package dev.weir.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A wait that Ctrl-C ends.
public final class Pause implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final StopSignal.Watch watch;

  public Pause(Io io) {
    watch = io.stop().whenAsked(asked::countDown);
  }

  /// Waits.
  ///
  /// @return whether it went its whole length, so that there is something to go on with
  public boolean passes(Duration length) throws InterruptedException {
    return !asked.await(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    watch.close();
  }
}
