package dev.weir.gateway.metrics;

import dev.weir.Build;
import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.MetricsConfig;
import dev.weir.config.Predecessor;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import dev.weir.metrics.Scale;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What kprf counted, by kprf's names: for dashboards that know them. Made only where somebody asks
/// for it. Any thread.
///
/// Requests and records are those of `/push`. What is on its way to Kafka, how long that takes and
/// what Kafka refuses is counted where it is sent, and so whoever sent it: see [WatchedSink]. A
/// family with labels is there from its first use on.
public final class KprfFigures {
  private static final Scale MILLISECONDS =
      Scale.milliseconds(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          Duration.ofMillis(80));

  private final Metrics metrics;
  private final Clock clock;
  private final TopicLabels<LongAdder> sent =
      new TopicLabels<>(
          topic -> total("kafka_sent_messages", "Records of /push that were to be sent.", topic));
  private final TopicLabels<LongAdder> limited =
      new TopicLabels<>(
          topic -> total("ratelimit_messages_count", "Records of /push over a rate.", topic));
  private final TopicLabels<Errors> errors =
      new TopicLabels<>(topic -> new Errors(topic, new ConcurrentHashMap<>()));
  private final TopicLabels<WatchedSink.Flow> flows = new TopicLabels<>(this::flow);
  private final Map<String, Histogram> requests = new ConcurrentHashMap<>();
  private final Set<WatchedSink> sinks = new CopyOnWriteArraySet<>();
  private final KprfProducer producer;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder deliveredBytes = new LongAdder();

  /// By librdkafka's number.
  private record Errors(String topic, Map<String, LongAdder> sums) {}

  private KprfFigures(Metrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    var build = Build.current();
    metrics.gauge(
        "kprf_app_metadata",
        "The program that counts.",
        () -> 0,
        new Label("commit_hash", build.commit()),
        new Label("version", build.version()));
    this.producer = new KprfProducer(metrics);
    producer.register(this::onTheWay, delivered, deliveredBytes);
  }

  /// Null where nobody asks for kprf's names.
  public static @Nullable KprfFigures ifAsked(MetricsConfig config, Metrics metrics, Clock clock) {
    return config.also().contains(Predecessor.KPRF) ? new KprfFigures(metrics, clock) : null;
  }

  /// The same sink, counted.
  public Sink.Opener watched(Sink.Opener kafka) {
    return lane -> {
      var sink = new WatchedSink(kafka.open(lane), this, clock);
      sinks.add(sink);
      return sink;
    };
  }

  /// Hot.
  WatchedSink.Flow flow(Message message) {
    return flows.of(message.topic());
  }

  /// From time to time.
  void turn() {
    producer.meetBrokers();
  }

  void ended(WatchedSink sink) {
    sinks.remove(sink);
  }

  /// What Kafka, or its client, said of a message. One that may come again is no error yet.
  void told(Message message, Outcome outcome) {
    var problem = problem(outcome);
    if (problem == null) {
      delivered.increment();
      deliveredBytes.add(message.sizeBytes());
    } else if (!problem.code().retriable()) {
      failed(message.topic(), problem.code());
    }
  }

  /// A request of `/push` that could be read. What is answered is to be told its status.
  public IntConsumer pushed(boolean waits) {
    var begunNanos = clock.nanos();
    var method = waits ? "push/sync" : "push/async";
    return status -> request(status, method).observe(clock.nanos() - begunNanos);
  }

  private Histogram request(int status, String method) {
    return requests.computeIfAbsent(
        method + status,
        _ ->
            metrics.histogram(
                "http_requests_duration",
                "Milliseconds until a request was answered.",
                MILLISECONDS,
                new Label("code", Integer.toString(status)),
                new Label("method", method)));
  }

  /// What became of the records of a request.
  public void settled(List<Message> messages, List<Outcome> outcomes) {
    for (var i = 0; i < messages.size(); i++) {
      settled(messages.get(i).topic(), outcomes.get(i));
    }
  }

  private void settled(String topic, Outcome outcome) {
    var problem = problem(outcome);
    if (problem != null && problem.code() == Problem.Code.RATE_LIMITED) {
      limited.of(topic).increment();
      return;
    }
    sent.of(topic).increment();
    if (problem == null) return;
    var toldByKafka = outcome instanceof Outcome.Lost && !problem.code().retriable();
    if (!toldByKafka) failed(topic, problem.code());
  }

  private static @Nullable Problem problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var problem) -> problem;
      case Outcome.Lost(var problem) -> problem;
      case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ -> null;
    };
  }

  private void failed(String topic, Problem.Code code) {
    var of = errors.of(topic);
    of.sums()
        .computeIfAbsent(LibrdkafkaCode.of(code), number -> error(of.topic(), number))
        .increment();
  }

  private LongAdder error(String topic, String number) {
    return total(
        "kafka_errors_count",
        "Messages that failed, by librdkafka's number of the error.",
        new Label("topic", topic),
        new Label("error_code", number));
  }

  private LongAdder total(String name, String help, String topic) {
    return total(name, help, new Label("topic", topic));
  }

  private LongAdder total(String name, String help, Label... labels) {
    var sum = new LongAdder();
    metrics.total(name, help, sum::sum, labels);
    return sum;
  }

  private WatchedSink.Flow flow(String topic) {
    producer.renewed(new Label("topic", topic));
    metrics.gauge(
        "kafka_internal_queue_size",
        "Messages handed to Kafka's client and not answered yet.",
        () -> sinks.stream().mapToLong(sink -> sink.onTheWay(topic)).sum(),
        new Label("topic", topic));
    var duration =
        metrics.histogram(
            "kafka_message_send_duration",
            "Milliseconds until Kafka acknowledged or refused a message.",
            MILLISECONDS,
            new Label("topic", topic));
    return new WatchedSink.Flow(topic, duration);
  }

  private long onTheWay() {
    return sinks.stream().mapToLong(WatchedSink::onTheWay).sum();
  }
}
