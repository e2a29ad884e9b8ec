package dev.weir.cli.produce;

import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.ReaderGone;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One run: pumps until the input ends, something fails for good, or somebody wants it to end; then
/// waits for the answers and says what became of the messages. On the command's own thread.
final class Production {
  /// Of what was read before a signal: less than the process has from then on.
  private static final Duration ANSWERS_AFTER_STOP_MAX = Duration.ofSeconds(15);

  private static final Duration HAND_OVER_MAX = Duration.ofSeconds(5);
  private static final Duration FOREVER = Duration.ofDays(365);
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final long LOOK_RARELY_MILLIS = 60_000;

  private final Io io;
  private final Route route;
  private final Tally tally;
  private final @Nullable Receipts receipts;

  Production(Io io, Route route, Tally tally, @Nullable Receipts receipts) {
    this.io = io;
    this.route = route;
    this.tally = tally;
    this.receipts = receipts;
  }

  /// Returns when all answers are there, or are given up.
  void run(Pump pump) throws InterruptedException {
    Thread.ofPlatform().daemon().name("weir-produce").start(pump);
    try (var _ = io.stop().whenAsked(tally::end)) {
      var every = receipts == null ? LOOK_RARELY_MILLIS : LOOK_EVERY_MILLIS;
      while (!tally.awaitOver(every)) print();
      var stopped = io.stop().asked();
      var shut = pump.shut(HAND_OVER_MAX);
      var max = tally.fatal() != null || !shut ? Duration.ZERO : FOREVER;
      if (isUnharmed(tally.fatal())) max = FOREVER;
      if (stopped && !max.isZero()) max = ANSWERS_AFTER_STOP_MAX;
      route.finish(max, !stopped && tally.fatal() == null);
    }
    print();
  }

  /// Whether what was sent is not touched by what ended the input.
  private static boolean isUnharmed(@Nullable Exception fatal) {
    return fatal instanceof java.io.IOException
        || fatal instanceof java.io.UncheckedIOException
        || fatal instanceof ReaderGone
        || fatal instanceof Failure;
  }

  private void print() {
    if (receipts == null) return;
    try {
      receipts.print();
    } catch (ReaderGone | Failure e) {
      tally.stop(e);
    }
  }
}
