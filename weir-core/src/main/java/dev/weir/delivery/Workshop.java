package dev.weir.delivery;

import dev.weir.Clock;
import dev.weir.config.SinkConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.wal.Wal;
import dev.weir.wal.WalOptions;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// How lanes, their logs and their sinks are made. Lanes and logs have threads of their own, unless
/// a simulation makes them without.
@FunctionalInterface
interface Workshop {
  Sink.Opener sink(SinkConfig config);

  /// Who counts what goes in and out of a sink's log.
  default Wal.Watcher watcher(String sink) {
    return Wal.Watcher.NOBODY;
  }

  /// Who hears of the messages of a sink that bring a trace; null where nobody does.
  default @Nullable Tracer tracer(String sink) {
    return null;
  }

  default Lane lane(
      LaneSetup setup, Sink.Opener opener, @Nullable Store store, Gate gate, Ledger ledger) {
    return Lane.open(setup, opener, store, gate, ledger);
  }

  default Wal log(WalOptions options, Metrics metrics, Clock clock) {
    return Wal.open(options, metrics, clock);
  }

  /// Draws a number from 0 to 1, for messages of which a sink gets a share. Any thread.
  default double random() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
