package dev.weir.testkit.net;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What is wrong with the network.
sealed interface Fault {
  /// How many chunks a limited connection carries in a second: enough to look like a stream.
  int CHUNKS_PER_SECOND = 20;

  record None() implements Fault {}

  record Refuse() implements Fault {}

  record Reset() implements Fault {}

  record Hang() implements Fault {}

  record Drop(Direction direction) implements Fault {}

  record Delay(Duration least, Duration jitter, Random random) implements Fault {
    Duration next() {
      return least.plusNanos(jitter.isZero() ? 0 : random.nextLong(jitter.toNanos()));
    }
  }

  record Limit(long bytesPerSecond) implements Fault {
    int chunk(int most) {
      return (int) Math.min(most, Math.max(1, bytesPerSecond / CHUNKS_PER_SECOND));
    }

    Duration timeFor(int bytes) {
      return Duration.ofNanos(TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond);
    }
  }

  record Cut(Direction direction, AtomicLong bytesLeft, boolean withReset) implements Fault {
    /// Takes up to `most` of the bytes that may still pass, on whatever connection.
    int take(int most) {
      long before = bytesLeft.getAndUpdate(left -> left - Math.min(left, most));
      return (int) Math.min(before, most);
    }
  }

  /// A fault while it lasts; the latch opens when another takes its place.
  record Present(Fault fault, CountDownLatch replaced) {
    static Present of(Fault fault) {
      return new Present(fault, new CountDownLatch(1));
    }

    boolean isReplaced() {
      return replaced.getCount() == 0;
    }

    /// Waits for `time`, or less if the fault is replaced meanwhile; then answers true.
    boolean isReplacedWithin(Duration time) throws InterruptedException {
      return replaced.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
