package dev.weir.gateway;

import dev.weir.Clock;
import dev.weir.config.KafkaConfig;
import dev.weir.config.MetricsConfig;
import dev.weir.config.SinkConfig;
import dev.weir.gateway.metrics.AmbassadorFigures;
import dev.weir.gateway.metrics.KprfFigures;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.wal.Wal;
import org.jspecify.annotations.Nullable;

/// The predecessors whose names somebody wants to see; each of them is null where nobody does.
record Dashboards(@Nullable KprfFigures kprf, @Nullable AmbassadorFigures ambassador) {
  static Dashboards of(MetricsConfig config, Metrics metrics, Clock clock) {
    return new Dashboards(
        KprfFigures.ifAsked(config, metrics, clock),
        AmbassadorFigures.ifAsked(config, metrics, clock));
  }

  /// The same sink, counted by whoever wants that.
  Sink.Opener counted(KafkaConfig config, Sink.Opener kafka) {
    var counted = kprf == null ? kafka : kprf.watched(kafka);
    return ambassador == null ? counted : ambassador.counting(config, counted);
  }

  Wal.Watcher watcher(String sink) {
    return ambassador != null && sink.equals(SinkConfig.KAFKA) ? ambassador : Wal.Watcher.NOBODY;
  }
}
