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
import dev.weir.metrics.Total;
import dev.weir.sink.Sink;
import dev.weir.wal.Wal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
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

  /// Its names, and ours.
  private static final Map<String, String> GLOBAL =
      Map.of(
          "tx", "weir_kafka_producer_requests_total",
          "tx_bytes", "weir_kafka_producer_sent_bytes_total",
          "rx", "weir_kafka_producer_responses_total",
          "rx_bytes", "weir_kafka_producer_received_bytes_total",
          "msg_size", "weir_kafka_in_flight_bytes");

  private final Metrics metrics;
  private final Clock clock;
  private final TopicLabels<TopicFigures> topics;
  private final LongAdder deletes = new LongAdder();
  private final AtomicInteger producers = new AtomicInteger();
  private final Set<CountedSink> sinks = new CopyOnWriteArraySet<>();

  private AmbassadorFigures(Metrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.topics = new TopicLabels<>(topic -> new TopicFigures(topic, metrics));
    queues();
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
            () -> figure("weir_breaker_turns", SINK, new Label("state", weirs)),
            new Label("name", "kafka"),
            new Label("state", state)));
  }

  /// Most of them are none here, so nothing waits in them.
  private void queues() {
    metrics.gauge(
        "producer_kafka_queue_len",
        "Messages on their way to Kafka, of all producers.",
        this::inTransit);
    metrics.gauge("kafka_events_queue_len", "0: there is no such queue.", () -> 0);
    metrics.gauge("wal_write_batch_ch_len", "0: there is no such queue.", () -> 0);
    metrics.gauge("wal_delete_batch_ch_len", "0: there is no such queue.", () -> 0);
    metrics.total("kafka_client_events_ignored_cnt", "0: each is looked at.", () -> 0);
  }

  private double inTransit() {
    return sinks.stream().mapToLong(CountedSink::inTransit).sum();
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
      case Total total -> total.value().getAsDouble();
      default -> throw new IllegalStateException(metric.name() + " is no single number");
    };
  }

  /// Counts what goes through a sink. Each one that is opened is another producer.
  public Sink.Opener counting(KafkaConfig config, Sink.Opener opener) {
    return lane -> {
      var sink = opener.open(lane);
      var number = producers.getAndIncrement();
      var counted = new CountedSink(sink, topics, sinks::remove);
      sinks.add(counted);
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
      librdkafka(id, () -> producers.get() == number + 1, counted);
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

  /// What the library told of itself, as far as the one for Java does.
  ///
  /// @param active whether these are the figures of this producer, or of a later one
  private void librdkafka(Label id, BooleanSupplier active, CountedSink sink) {
    GLOBAL.forEach(
        (name, ours) -> global(name, id, () -> active.getAsBoolean() ? figure(ours, SINK) : 0));
    global("msg_cnt", id, sink::inTransit);
    global("txmsgs", id, sink::acknowledged);
  }

  private void global(String name, Label id, DoubleSupplier value) {
    metrics.gauge(
        "rdkafka_global", "What Kafka's client tells.", value, id, new Label("metric", name));
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
