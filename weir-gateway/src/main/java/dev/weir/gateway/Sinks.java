package dev.weir.gateway;

import dev.weir.Clock;
import dev.weir.config.FileConfig;
import dev.weir.config.KafkaConfig;
import dev.weir.config.SinkConfig;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.sink.kafka.KafkaSink;

/// Knows how each kind of sink is opened.
record Sinks(Metrics metrics, Clock clock) {
  Sink.Opener opener(SinkConfig sink) {
    return switch (sink.kind()) {
      case KafkaConfig kafka -> KafkaSink.opener(sink.name(), kafka, metrics, clock);
      case FileConfig file -> throw new UnsupportedOperationException(file.name());
    };
  }
}
