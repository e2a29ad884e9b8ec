package dev.weir.sink.kafka;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/// The figures of Kafka's own client that tell how it is doing.
final class ProducerFigures {
  private static final String GROUP = "producer-metrics";
  private static final Map<String, String> SHOWN =
      Map.of(
          "connection-count", "Connections to brokers.",
          "record-send-rate", "Messages sent a second, averaged by Kafka's client.",
          "record-retry-rate", "Messages sent again a second, averaged by Kafka's client.",
          "record-error-rate", "Messages given up a second, averaged by Kafka's client.",
          "request-latency-avg", "Milliseconds that a request takes.",
          "records-per-request-avg", "Messages in one request.",
          "batch-size-avg", "Bytes in one batch.",
          "buffer-available-bytes", "Bytes free in the producer's buffer.");

  private ProducerFigures() {}

  static void register(Producer<?, ?> producer, Label sink, Metrics metrics) {
    producer
        .metrics()
        .forEach((name, metric) -> {
          var help = SHOWN.get(name.name());
          if (help == null || !name.group().equals(GROUP)) return;
          var exported = "weir_kafka_producer_" + name.name().replace('-', '_');
          metrics.gauge(exported, help, () -> number(metric.metricValue()), sink);
        });
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
