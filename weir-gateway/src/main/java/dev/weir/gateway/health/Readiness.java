package dev.weir.gateway.health;

import dev.weir.Clock;
import dev.weir.config.KafkaConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// `GET /readyz`: asks the cluster who it is, at most once a second however often it is called.
///
/// Each call is answered on a virtual thread, since asking takes time; callers that come meanwhile
/// wait for the same answer.
public final class Readiness implements Endpoint, AutoCloseable {
  private static final String ASK_MILLIS_MAX = "2000";
  private static final long FRESH_NANOS = 1_000_000_000;

  private final KafkaConfig kafka;
  private final Clock clock;

  /// Made by the first question, to start sooner. This and what follows is guarded by `this`.
  private @Nullable Admin admin;

  private @Nullable Answer last;
  private long lastNanos;
  private boolean closed;

  public Readiness(KafkaConfig kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  @Override
  public void handle(Exchange exchange) {
    Thread.ofVirtual().name("ready").start(() -> exchange.answer(state()));
  }

  private synchronized Answer state() {
    if (closed) return notReady("the gateway is stopping");
    if (last == null || clock.nanos() - lastNanos > FRESH_NANOS) {
      last = ask();
      lastNanos = clock.nanos();
    }
    return last;
  }

  private Answer ask() {
    try {
      if (admin == null) admin = admin();
      var nodes = admin.describeCluster().nodes().get();
      return Answer.text(200, "ready: Kafka answers, %d broker(s)\n".formatted(nodes.size()));
    } catch (ExecutionException | KafkaException e) {
      var cause = e instanceof ExecutionException ? e.getCause() : e;
      return notReady(
          "Kafka at %s does not answer (%s). See whether it is well and whether kafka.bootstrap.servers is right"
              .formatted(kafka.bootstrapServers(), String.valueOf(cause)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notReady("the question was interrupted");
    }
  }

  private static Answer notReady(String why) {
    return Answer.text(503, "not ready: " + why + ".\n").with("Retry-After", "1");
  }

  private Admin admin() {
    var properties = new HashMap<String, Object>();
    kafka
        .properties()
        .forEach((name, value) -> {
          if (AdminClientConfig.configNames().contains(name)) properties.put(name, value);
        });
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "weir-readiness");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS_MAX);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MILLIS_MAX);
    return Admin.create(properties);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) admin.close(Duration.ZERO);
  }
}
