package dev.weir.gateway.metrics;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Metrics;
import dev.weir.metrics.Summary;
import dev.weir.metrics.Total;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/// How Kafka's client is doing, by the names that kprf had for librdkafka's figures: as far as the
/// Java client can tell. What are several clusters here are summed.
final class KprfProducer {
  private static final String BROKER = "broker";

  /// Weir's names of what is told of each broker, and kprf's.
  private static final Map<String, String> OF_BROKERS =
      Map.of(
          "weir_kafka_broker_requests_total", "requests_sent",
          "weir_kafka_broker_sent_bytes_total", "requests_sent_bytes",
          "weir_kafka_broker_responses_total", "responses_count",
          "weir_kafka_broker_received_bytes_total", "bytes_received");

  private final Metrics metrics;
  private final Set<Label> brokers = ConcurrentHashMap.newKeySet();

  KprfProducer(Metrics metrics) {
    this.metrics = metrics;
  }

  void register(LongSupplier onTheWay, LongAdder messages, LongAdder bytes) {
    metrics.gauge(
        "kafka_producer_reply_queue_size",
        "0: Kafka's client for Java has no such queue.",
        () -> 0);
    metrics.gauge(
        "kafka_producer_current_messages_in_queue",
        "Messages handed to Kafka's client and not answered yet.",
        onTheWay::getAsLong);
    metrics.gauge(
        "kafka_producer_current_messages_in_queue_bytes",
        "Bytes of these.",
        () -> sum("weir_kafka_in_flight_bytes"));
    copy("requests_count", "Requests to brokers.", "requests");
    copy("bytes_sent", "Bytes to brokers.", "sent_bytes");
    copy("responses_received", "Answers of brokers.", "responses");
    copy("bytes_received", "Bytes from brokers.", "received_bytes");
    metrics.total(
        "kafka_producer_total_messages_sent", "Messages that Kafka acknowledged.", messages::sum);
    metrics.total("kafka_producer_total_messages_bytes_sent", "Bytes of these.", bytes::sum);
  }

  /// Kafka's client for Java renews all topics at once.
  void renewed(Label topic) {
    metrics.gauge(
        "kafka_producer_topic_metadata_age",
        "Milliseconds since Kafka's client was told of the topic.",
        () -> 1e3 * values("weir_kafka_producer_metadata_age_seconds").max().orElse(0),
        topic);
  }

  private void copy(String name, String help, String ours) {
    var of = "weir_kafka_producer_%s_total".formatted(ours);
    metrics.total("kafka_producer_total_" + name, help, () -> sum(of));
  }

  /// Takes up the brokers that there are by now. Any thread.
  void meetBrokers() {
    for (var metric : metrics.all()) {
      if (!OF_BROKERS.containsKey(metric.name())) continue;
      metric.labels().stream()
          .filter(label -> label.name().equals(BROKER) && brokers.add(label))
          .forEach(this::register);
    }
  }

  private void register(Label broker) {
    OF_BROKERS.forEach((ours, name) ->
        metrics.total(
            "kafka_producer_broker_" + name,
            "What Kafka's client tells of one broker.",
            () -> sum(ours, broker),
            broker));
  }

  private double sum(String name, Label... labels) {
    return values(name, labels).sum();
  }

  private DoubleStream values(String name, Label... labels) {
    return metrics.all().stream()
        .filter(metric -> metric.name().equals(name))
        .filter(metric -> metric.labels().containsAll(List.of(labels)))
        .mapToDouble(KprfProducer::value);
  }

  private static double value(Metric metric) {
    return switch (metric) {
      case Gauge gauge -> gauge.value().getAsDouble();
      case Total total -> total.value().getAsDouble();
      case Counter counter -> counter.sum();
      case Histogram histogram -> histogram.sum();
      case Summary summary -> summary.sum().getAsDouble();
    };
  }
}
