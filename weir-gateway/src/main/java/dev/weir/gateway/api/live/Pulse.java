package dev.weir.gateway.api.live;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Cluster.Heard;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Asks Kafka now and then whether it is there, while somebody watches: where no message is sent,
/// nobody else would know. Any thread.
final class Pulse {
  private static final long EVERY_NANOS = 2_000_000_000L;

  /// After one that was not answered, so that the second one tells soon.
  private static final long AGAIN_NANOS = 500_000_000L;

  /// One may be lost on its way.
  private static final int MISSES_MIN = 2;

  private final Cluster cluster;
  private final Clock clock;
  private final AtomicBoolean asking = new AtomicBoolean();

  /// These are written by who asks, one at a time.
  private volatile @Nullable Heard heard;

  private volatile int misses;
  private volatile long nextNanos;

  Pulse(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.nextNanos = clock.nanos();
  }

  /// Asks if it is time to; never blocks.
  void feel() {
    if (clock.nanos() - nextNanos < 0 || !asking.compareAndSet(false, true)) return;
    Thread.ofVirtual().name("pulse").start(this::ask);
  }

  private void ask() {
    try {
      var answer = cluster.hear();
      heard = answer;
      misses = answer.answers() ? 0 : misses + 1;
    } finally {
      nextNanos = clock.nanos() + (misses == 0 ? EVERY_NANOS : AGAIN_NANOS);
      asking.set(false);
    }
  }

  /// What was heard of a Kafka that does not answer; null where it does, or nobody asked.
  @Nullable Heard silent() {
    return misses >= MISSES_MIN ? heard : null;
  }

  /// Nothing is known any more: nobody has asked for long.
  void forget() {
    misses = 0;
  }
}
