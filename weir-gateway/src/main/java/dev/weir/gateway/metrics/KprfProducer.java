package dev.weir.gateway.metrics;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Metrics;
import dev.weir.metrics.Total;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How Kafka's client is doing, by the names that kprf had for librdkafka's figures: as far as the
/// Java client can tell. What are several clusters here are summed.
final class KprfProducer {
  private final Metrics metrics;

  KprfProducer(Metrics metrics) {
    this.metrics = metrics;
  }

  void register(LongSupplier onTheWay, LongAdder messages, LongAdder bytes) {
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

  private void copy(String name, String help, String ours) {
    var of = "weir_kafka_producer_%s_total".formatted(ours);
    metrics.total("kafka_producer_total_" + name, help, () -> (long) sum(of));
  }

  private double sum(String name) {
    return metrics.all().stream()
        .filter(metric -> metric.name().equals(name))
        .mapToDouble(KprfProducer::value)
        .sum();
  }

  private static double value(Metric metric) {
    return switch (metric) {
      case Gauge gauge -> gauge.value().getAsDouble();
      case Total total -> total.value().getAsLong();
      case Counter counter -> counter.sum();
      case Histogram histogram -> histogram.sum();
    };
  }
}
