package dev.weir.gateway;

import dev.weir.gateway.admin.Reload;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Counts what came of reloads.
final class Reloads {
  private static final double MILLIS = 1e3;

  private final Counter done;
  private final Counter failed;
  private volatile boolean good = true;

  /// @param loadedMillis when the settings in force were read, since 1970
  Reloads(Metrics metrics, LongSupplier loadedMillis) {
    this.done = counter("done", metrics);
    this.failed = counter("failed", metrics);
    metrics.gauge(
        "weir_last_reload_successful",
        "1 where the last reload put its settings in force, or there was none; else 0.",
        () -> good ? 1 : 0);
    metrics.gauge(
        "weir_settings_loaded_time_seconds",
        "When the settings in force were read, in seconds since 1970.",
        () -> loadedMillis.getAsLong() / MILLIS);
  }

  private static Counter counter(String result, Metrics metrics) {
    return metrics.counter(
        "weir_reloads", "Reloads of the settings, by result.", new Label("result", result));
  }

  Reload counted(Supplier<Reload> reload) {
    var success = false;
    try {
      var changed = reload.get();
      success = true;
      return changed;
    } finally {
      good = success;
      (success ? done : failed).add(1);
    }
  }
}
