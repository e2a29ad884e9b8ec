package dev.weir.gateway.health;

import dev.weir.Clock;
import dev.weir.config.SinkConfig;
import dev.weir.delivery.Delivery;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /readyz`: whether messages are taken in, and how the sinks are.
///
/// It stays ready while messages are safe with it: with Kafka away they wait in the log. Kafka is
/// asked who it is at most once a second however often this is called. Each call is answered on a
/// virtual thread, since asking takes time; callers that come meanwhile wait for the same answer.
public final class Readiness implements Endpoint, AutoCloseable {
  private static final long FRESH_NANOS = 1_000_000_000;

  private final Delivery delivery;
  private final Clock clock;
  private final Cluster cluster;

  /// Of the last question. This and the time are guarded by `this`.
  private Cluster.@Nullable Heard heard;

  private long heardNanos;

  /// Set by who stops the gateway, who does not wait for a question that is under way.
  private volatile boolean closed;

  public Readiness(Cluster cluster, Delivery delivery, Clock clock) {
    this.cluster = cluster;
    this.delivery = delivery;
    this.clock = clock;
  }

  @Override
  public void handle(Exchange exchange) {
    Thread.ofVirtual().name("ready").start(() -> exchange.answer(state()));
  }

  /// Blocks.
  public Answer state() {
    if (closed) return notReady("the gateway is stopping.\n");
    var kafka = hear();
    var sinks = delivery.sinks().stream().map(Readiness::shown).collect(Collectors.joining());
    var problem = problem(kafka);
    if (problem != null) return notReady(problem + ".\n" + sinks);
    var state = kafka.answers() ? "" : "messages wait in the log. ";
    return Answer.text(200, "ready: " + state + kafka.text() + "\n" + sinks);
  }

  private synchronized Cluster.Heard hear() {
    var last = heard;
    if (last != null && clock.nanos() - heardNanos <= FRESH_NANOS) return last;
    var fresh = cluster.hear();
    heard = fresh;
    heardNanos = clock.nanos();
    return fresh;
  }

  /// Why no message is taken in, or null.
  private @Nullable String problem(Cluster.Heard kafka) {
    var refusal = delivery.refusal();
    if (refusal != null) {
      return "%s: %s%s"
          .formatted(refusal.what(), refusal.why(), kafka.answers() ? "" : ". " + kafka.text());
    }
    return kafka.answers() || waitsInLog() ? null : kafka.text();
  }

  /// Whether messages for Kafka have a place when it does not answer, of which its lane need not
  /// know yet.
  private boolean waitsInLog() {
    return delivery.sinks().stream()
        .filter(sink -> sink.sink().equals(SinkConfig.KAFKA))
        .anyMatch(sink -> sink.logged() && sink.trouble() == null);
  }

  /// A line for each thing that is not as it should be.
  private static String shown(SinkState sink) {
    var lines = new StringBuilder();
    if (!sink.breaker().equals("CLOSED")) {
      lines.append("the sink is away, %,d messages wait for it%n".formatted(sink.waiting()));
    } else if (sink.topicsAway() > 0) {
      lines.append("%,d of its topics are away%n".formatted(sink.topicsAway()));
    }
    var trouble = sink.trouble();
    if (trouble != null) lines.append("its log takes nothing: ").append(trouble.why()).append('\n');
    return lines
        .toString()
        .lines()
        .map(line -> sink.sink() + ": " + line + "\n")
        .collect(Collectors.joining());
  }

  private static Answer notReady(String why) {
    return Answer.text(503, "not ready: " + why).with("Retry-After", "1");
  }

  @Override
  public void close() {
    closed = true;
  }
}
