package dev.weir.sink.kafka;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// The few of the many figures of Kafka's own clients that tell how they are doing, by names and in
/// units of ours: Kafka counts time in milliseconds. Averages and maxima are those of the last 30
/// seconds or so, and no number where there was nothing.
final class ClientFigures {
  private static final double MILLIS = 1e-3;
  private static final String PREFIX = "weir_kafka_%s_";
  private static final String TOTAL = "_total";

  /// One of them.
  ///
  /// @param theirs Kafka's name
  /// @param ours without what stands before it; one that grows ends with `_total`
  /// @param unit what one of theirs is in ours
  private record Figure(String theirs, String ours, String help, double unit) {
    static Figure of(String theirs, String ours, String help) {
      return new Figure(theirs, ours, help, 1);
    }

    static Figure millis(String theirs, String ours, String help) {
      return new Figure(theirs, ours, help, MILLIS);
    }
  }

  /// Of all brokers together, and those of a producer of each alone.
  private static final List<Figure> TRAFFIC =
      List.of(
          Figure.of("request-total", "requests_total", "Requests to brokers."),
          Figure.of("response-total", "responses_total", "Answers of brokers."),
          Figure.of("outgoing-byte-total", "sent_bytes_total", "Bytes to brokers."),
          Figure.of("incoming-byte-total", "received_bytes_total", "Bytes from brokers."));

  private static final List<Figure> CONNECTIONS =
      List.of(
          Figure.of("connection-count", "connections", "Connections to brokers that are open."),
          Figure.of(
              "connection-creation-total", "connections_opened_total", "Connections to brokers."),
          Figure.of(
              "failed-authentication-total",
              "authentication_failures_total",
              "Connections that a broker refused for their credentials."));

  private static final List<Figure> PRODUCER =
      List.of(
          Figure.of("record-send-total", "messages_sent_total", "Messages sent, each once."),
          Figure.of("record-retry-total", "messages_retried_total", "Messages sent once more."),
          Figure.of("record-error-total", "messages_failed_total", "Messages given up."),
          Figure.of("requests-in-flight", "requests_in_flight", "Requests without an answer."),
          Figure.millis("request-latency-avg", "request_latency_avg_seconds", "A request's time."),
          Figure.millis("request-latency-max", "request_latency_max_seconds", "The longest one."),
          Figure.millis(
              "record-queue-time-avg",
              "queue_time_avg_seconds",
              "How long a batch waits in the client before it is sent."),
          Figure.millis("record-queue-time-max", "queue_time_max_seconds", "The longest wait."),
          Figure.millis(
              "produce-throttle-time-avg",
              "throttle_time_avg_seconds",
              "How long brokers hold requests back for a quota."),
          Figure.millis(
              "produce-throttle-time-max", "throttle_time_max_seconds", "The longest of these."),
          Figure.of("batch-size-avg", "batch_size_avg_bytes", "Bytes in a batch."),
          Figure.of("batch-size-max", "batch_size_max_bytes", "Bytes in the largest batch."),
          Figure.of("records-per-request-avg", "messages_per_request_avg", "Messages a request."),
          Figure.of(
              "compression-rate-avg",
              "compression_ratio_avg",
              "Size of batches packed, by their size unpacked."),
          Figure.of("buffer-available-bytes", "buffer_available_bytes", "Room in its buffer."),
          Figure.of("buffer-total-bytes", "buffer_limit_bytes", "Size of its buffer."),
          Figure.of(
              "buffer-exhausted-total",
              "buffer_exhausted_total",
              "Messages that found no room in its buffer; they are sent later."),
          Figure.of(
              "metadata-age",
              "metadata_age_seconds",
              "Since when it knows what it knows of topics and brokers."));

  private ClientFigures() {}

  static void ofProducer(Map<MetricName, ? extends Metric> told, Label sink, Metrics metrics) {
    var to = new Target("producer", "producer-metrics", told, sink, metrics);
    List.of(TRAFFIC, CONNECTIONS, PRODUCER).forEach(to::register);
  }

  static void ofAdmin(Map<MetricName, ? extends Metric> told, Label sink, Metrics metrics) {
    var to = new Target("admin", "admin-client-metrics", told, sink, metrics);
    List.of(TRAFFIC, CONNECTIONS).forEach(to::register);
  }

  private record Target(
      String client,
      String group,
      Map<MetricName, ? extends Metric> told,
      Label sink,
      Metrics metrics) {
    void register(List<Figure> figures) {
      told.forEach((name, metric) -> {
        if (!name.group().equals(group)) return;
        for (var figure : figures) {
          if (figure.theirs().equals(name.name())) register(figure, metric);
        }
      });
    }

    private void register(Figure figure, Metric metric) {
      var name = PREFIX.formatted(client) + figure.ours();
      DoubleSupplier value = () -> number(metric.metricValue()) * figure.unit();
      if (name.endsWith(TOTAL)) {
        metrics.total(name, figure.help(), value, sink);
      } else {
        metrics.gauge(name, figure.help(), value, sink);
      }
    }
  }

  /// What a broker is asked about.
  @FunctionalInterface
  interface OfBroker {
    double figure(String theirs);
  }

  static void ofBroker(OfBroker broker, Metrics metrics, Label... labels) {
    for (var figure : TRAFFIC) {
      metrics.total(
          PREFIX.formatted("broker") + figure.ours(),
          figure.help(),
          () -> broker.figure(figure.theirs()),
          labels);
    }
  }

  /// No number where it is a text.
  static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
