package dev.weir.worker;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the members of a group agree on who has which partition.
enum GroupProtocol {
  /// The members agree among each other; all clusters have it.
  CLASSIC,
  /// The broker decides (KIP-848): whoever keeps its partitions is not held up.
  CONSUMER;

  /// A member by the broker's protocol refuses to start with one of these.
  static final Set<String> CLASSIC_ONLY =
      Set.of(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

  private static final String FEATURE = "group.version";
  private static final long LOOK_NANOS = 5_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(GroupProtocol.class);

  /// The one that the user says, or whose settings the user has set; else the best that the cluster
  /// has. Where the cluster does not answer it is the one that all have: groups may have members of
  /// both kinds. Asks Kafka and waits for that, so it is not for a thread that must not wait.
  ///
  /// @param over whether nobody needs the answer any more
  static GroupProtocol choose(Plan<?, ?> plan, Duration atMost, BooleanSupplier over) {
    var said = new HashMap<>(plan.kafka.more());
    said.putAll(plan.client);
    if (said.containsKey(ConsumerConfig.GROUP_PROTOCOL_CONFIG)) return in(said);
    if (!Collections.disjoint(said.keySet(), CLASSIC_ONLY)) return CLASSIC;
    return of(plan.kafka, System.nanoTime() + atMost.toNanos(), over);
  }

  private static GroupProtocol of(Kafka kafka, long deadlineNanos, BooleanSupplier over) {
    Admin admin = null;
    try {
      admin = Admin.create(ClientSettings.admin(kafka));
      var asked = admin.describeFeatures().featureMetadata();
      while (!asked.isDone() && System.nanoTime() - deadlineNanos < 0) {
        if (over.getAsBoolean() || Thread.currentThread().isInterrupted()) break;
        LockSupport.parkNanos(LOOK_NANOS);
      }
      var level = asked.get(0, TimeUnit.NANOSECONDS).finalizedFeatures().get(FEATURE);
      return level != null && level.maxVersionLevel() >= 1 ? CONSUMER : CLASSIC;
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      // Whatever it is, the consumer meets it too, and can say what it means for the worker.
      LOG.debug("Kafka was not asked for its group protocol, so it is the classic one", e);
      return CLASSIC;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CLASSIC;
    } finally {
      if (admin != null) admin.close(Duration.ZERO);
    }
  }

  String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What these settings say.
  static GroupProtocol in(Map<String, Object> settings) {
    var said = String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
    return said.equalsIgnoreCase(CONSUMER.name()) ? CONSUMER : CLASSIC;
  }
}
