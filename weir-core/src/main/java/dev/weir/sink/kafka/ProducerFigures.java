package dev.weir.sink.kafka;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/// The figures of Kafka's own client that tell how it is doing.
final class ProducerFigures {
  private static final String GROUP = "producer-metrics";
  private static final String PREFIX = "weir_kafka_producer_";
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

  /// A number that grows, by our name for it.
  record Told(String name, String help) {}

  /// Kafka's client has them for all brokers together, and for each alone.
  static final Map<String, Told> TOTALS =
      Map.of(
          "request-total", new Told("requests", "Requests to brokers."),
          "response-total", new Told("responses", "Answers of brokers."),
          "outgoing-byte-total", new Told("sent_bytes", "Bytes to brokers."),
          "incoming-byte-total", new Told("received_bytes", "Bytes from brokers."));

  private ProducerFigures() {}

  static void register(Producer<?, ?> producer, Label sink, Metrics metrics) {
    producer
        .metrics()
        .forEach((name, metric) -> {
          if (!name.group().equals(GROUP)) return;
          var help = SHOWN.get(name.name());
          if (help != null) {
            var exported = PREFIX + name.name().replace('-', '_');
            metrics.gauge(exported, help, () -> number(metric.metricValue()), sink);
          }
          var told = TOTALS.get(name.name());
          if (told == null) return;
          var exported = PREFIX + told.name() + "_total";
          metrics.total(exported, told.help(), () -> (long) number(metric.metricValue()), sink);
        });
  }

  static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
