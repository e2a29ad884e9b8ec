package dev.weir.gateway.cluster;

import static java.util.Objects.requireNonNull;

import dev.weir.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the brokers make a topic that a message comes for. Any thread.
///
/// Where the gateway may not ask, they are taken to: who is wrong in that waits a little longer for
/// a refusal, who is wrong the other way would lose a message.
public final class AutoCreation {
  private static final Logger log = LoggerFactory.getLogger(AutoCreation.class);
  private static final String SETTING = "auto.create.topics.enable";
  private static final long RENEWED_AFTER_NANOS = Duration.ofMinutes(1).toNanos();

  private record Known(String servers, boolean on, long askedNanos) {}

  private final Cluster cluster;
  private final Clock clock;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  public AutoCreation(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /// Whether it is known that they do. Never blocks; what is old is renewed beside this. Hot.
  public boolean isOn() {
    var present = known.get();
    if (present == null || !present.servers.equals(cluster.servers())) return false;
    var now = clock.nanos();
    if (now - present.askedNanos > RENEWED_AFTER_NANOS) renew(present, now);
    return present.on;
  }

  private void renew(Known present, long nowNanos) {
    var asked = new Known(present.servers, present.on, nowNanos);
    if (!known.compareAndSet(present, asked)) return; // somebody else is at it
    Thread.ofVirtual().name("auto-creation").start(this::ask);
  }

  /// Blocks where it is not known, 10 s at most.
  public boolean get() {
    var present = this.known.get();
    var known = present != null && present.servers.equals(cluster.servers());
    return known ? isOn() : ask();
  }

  private boolean ask() {
    var servers = cluster.servers();
    try {
      var on = Boolean.parseBoolean(setting());
      known.set(new Known(servers, on, clock.nanos()));
      return on;
    } catch (KafkaException e) {
      log.debug("Kafka does not tell whether it makes topics; taken as a yes", e);
      return true;
    }
  }

  private String setting() {
    var nodes = cluster.ask(admin -> admin.describeCluster().nodes());
    var any = nodes.iterator().next();
    var broker = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
    var config =
        cluster.ask(
            admin -> requireNonNull(admin.describeConfigs(List.of(broker)).values().get(broker)));
    var entry = config.get(SETTING);
    return entry == null ? "true" : String.valueOf(entry.value());
  }
}
