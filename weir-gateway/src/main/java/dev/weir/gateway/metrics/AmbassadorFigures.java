package dev.weir.gateway.metrics;

import dev.weir.Clock;
import dev.weir.config.KafkaConfig;
import dev.weir.config.MetricsConfig;
import dev.weir.config.Predecessor;
import dev.weir.config.SinkConfig;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.wal.Wal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the ambassador told of Kafka and its log, by its names, for dashboards that know them. Any
/// thread.
///
/// What Weir counts anyway is looked up when somebody asks. What only the ambassador told is
/// counted by standing before the sink and beside the log, so who does not want it does not pay.
public final class AmbassadorFigures implements Wal.Watcher {
  private static final Label SINK = new Label("sink", SinkConfig.KAFKA);

  /// The producer of now and the one before, which may still be finishing.
  private static final int PRODUCERS = 2;

  /// A state of the breaker, and how the ambassador spells it.
  private static final Map<String, String> STATES =
      Map.of("closed", "closed", "half_open", "half", "open", "open");

  private final Metrics metrics;
  private final Clock clock;
  private final TopicLabels<TopicFigures> topics;
  private final LongAdder deletes = new LongAdder();
  private final AtomicInteger producers = new AtomicInteger();

  private AmbassadorFigures(Metrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.topics = new TopicLabels<>(topic -> new TopicFigures(topic, metrics));
    metrics.total("wal_deletes", "Messages that left the log.", deletes::sum);
    metrics.gauge(
        "wal_messages", "Messages in the log.", () -> figure("weir_wal_messages_waiting", SINK));
    metrics.gauge(
        "kafka_cb_current_state",
        "The breaker: 0 closed, 0.5 half-open, 1 open.",
        () -> figure("weir_breaker_state", SINK));
    STATES.forEach((weirs, state) ->
        metrics.total(
            "producer_cb_state",
            "Turns of the breaker, by state.",
            () -> (long) figure("weir_breaker_turns", SINK, new Label("state", weirs)),
            new Label("name", "kafka"),
            new Label("state", state)));
  }

  /// Null where nobody asks for the ambassador's names.
  public static @Nullable AmbassadorFigures ifAsked(
      MetricsConfig config, Metrics metrics, Clock clock) {
    var asked = config.also().contains(Predecessor.AMBASSADOR);
    return asked ? new AmbassadorFigures(metrics, clock) : null;
  }

  /// One of Weir's own, whatever the order of its labels; 0 where it is not there yet.
  private double figure(String name, Label... labels) {
    for (var metric : metrics.all()) {
      if (metric.name().equals(name) && metric.labels().containsAll(List.of(labels))) {
        return value(metric);
      }
    }
    return 0;
  }

  private static double value(Metric metric) {
    return switch (metric) {
      case Counter counter -> counter.sum();
      case Gauge gauge -> gauge.value().getAsDouble();
      default -> throw new IllegalStateException(metric.name() + " is no single number");
    };
  }

  /// Counts what goes through a sink. Each one that is opened is another producer.
  public Sink.Opener counting(KafkaConfig config, Sink.Opener opener) {
    return lane -> {
      var sink = opener.open(lane);
      var number = producers.getAndIncrement();
      var counted = new CountedSink(sink, topics);
      var id = new Label("producer_id", "weir#producer-" + (number % PRODUCERS + 1));
      metrics.gauge(
          "kafka_active_producer",
          "1 for the producer in use.",
          () -> producers.get() == number + 1 ? 1 : 0,
          id);
      metrics.gauge(
          "kafka_client_messages_in_transit",
          "Messages on their way to Kafka.",
          counted::inTransit,
          id);
      var startedSeconds = clock.millis() / 1_000;
      metrics.gauge(
          "kafka_last_producer_start_time",
          "When the producer in use was made, in seconds since 1970.",
          () -> startedSeconds);
      certificates(config);
      return counted;
    };
  }

  private void certificates(KafkaConfig config) {
    var expiry = CertificateExpiry.of(config.properties());
    metrics.gauge(
        "kafka_cert_expiration_time",
        "When the client's certificate ends, in seconds since 1970, or 0.",
        expiry::own);
    metrics.gauge(
        "kafka_ca_expiration_time",
        "When the authority's certificate ends, in seconds since 1970, or 0.",
        expiry::authority);
  }

  @Override
  public void appended(String topic) {
    topics.of(topic).appended();
  }

  @Override
  public void read(String topic) {
    topics.of(topic).read();
  }

  @Override
  public void acknowledged() {
    deletes.increment();
  }
}
