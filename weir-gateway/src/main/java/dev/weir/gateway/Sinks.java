package dev.weir.gateway;

import dev.weir.Clock;
import dev.weir.config.FileConfig;
import dev.weir.config.KafkaConfig;
import dev.weir.config.RouteConfig;
import dev.weir.config.SinkConfig;
import dev.weir.delivery.Delivery;
import dev.weir.delivery.Tracer;
import dev.weir.gateway.metrics.CertificateExpiry;
import dev.weir.gateway.tracing.Tracing;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.sink.file.Batches.Batch;
import dev.weir.sink.file.FileSink;
import dev.weir.sink.kafka.KafkaSink;
import dev.weir.wal.Wal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Knows how each kind of sink is opened.
///
/// @param routes those in force; they may change at any time
/// @param dashboards count what goes to Kafka by the names that they know
record Sinks(
    Supplier<List<RouteConfig>> routes,
    Metrics metrics,
    Clock clock,
    Dashboards dashboards,
    Tracing tracing)
    implements Delivery.Beyond {
  @Override
  public Sink.Opener sink(SinkConfig sink) {
    return switch (sink.kind()) {
      case KafkaConfig kafka -> {
        CertificateExpiry.of(kafka.properties()).register(sink.name(), metrics);
        var opener = KafkaSink.opener(sink.name(), kafka, metrics, clock);
        yield dashboards.counted(kafka, opener);
      }
      case FileConfig file -> FileSink.opener(file, this::batch, metrics, clock);
    };
  }

  @Override
  public Wal.Watcher watcher(String sink) {
    return dashboards.watcher(sink);
  }

  @Override
  public @Nullable Tracer tracer(String sink) {
    return tracing.tracer(sink);
  }

  private Batch batch(String topic) {
    for (var route : routes.get()) {
      if (route.fits(topic)) return new Batch(route.batch(), route.batchTimeout());
    }
    throw new IllegalStateException("no route for topic " + topic); // the last one takes all
  }
}
