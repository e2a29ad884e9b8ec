package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.time.Duration;

/// Looks at a gateway's memory twice a second while a test runs.
final class MemoryWatch implements AutoCloseable {
  /// A heap of 256 MB, and as much again for code, threads and the network's buffers.
  private static final long RSS_MAX = 512L << 20;

  private static final Duration EVERY = Duration.ofMillis(500);

  private final Gateway gateway;
  private final Thread watch = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile long rssMax;
  private volatile long usedMax;
  private volatile boolean ended;

  private MemoryWatch(Gateway gateway) {
    this.gateway = gateway;
  }

  static MemoryWatch over(Gateway gateway) {
    var memory = new MemoryWatch(gateway);
    memory.watch.start();
    return memory;
  }

  private void run() {
    while (!ended) {
      look();
      Await.pass(EVERY);
    }
  }

  private void look() {
    var rss = gateway.process().rssBytes();
    if (rss != null) rssMax = Math.max(rssMax, rss);
    try {
      usedMax = Math.max(usedMax, gateway.figures().of("weir_memory_used_bytes"));
    } catch (InterruptedException e) {
      ended = true;
    }
  }

  long rssMegabytes() {
    return rssMax >> 20;
  }

  /// That it stayed within its budget so far.
  void stayedWithinBudget() {
    assertThat(rssMax).as("bytes in memory at most").isLessThanOrEqualTo(RSS_MAX);
    assertThat(usedMax).as("weir_memory_used_bytes").isLessThanOrEqualTo(64L << 20);
  }

  @Override
  public void close() {
    ended = true; // it is a daemon, and sees that within half a second
  }
}
