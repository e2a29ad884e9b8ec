package dev.weir.sink.kafka;

import dev.weir.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the cluster for the largest batch that a topic takes. For threads that may wait.
///
/// Not to know is no failure: the user may lack the right, or the broker may be too old to tell.
final class SizeLimits {
  private static final Logger log = LoggerFactory.getLogger(SizeLimits.class);

  private final KafkaConfig config;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock, as is whether it may still be made.
  private @Nullable Admin made;

  private boolean closed;

  SizeLimits(KafkaConfig config) {
    this.config = config;
  }

  /// The topic's `max.message.bytes`, or [Topic#UNKNOWN].
  long of(String topic, Duration atMost) {
    try {
      var admin = admin(atMost);
      return admin == null ? Topic.UNKNOWN : ask(admin, topic, atMost);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | TimeoutException | KafkaException | NumberFormatException e) {
      log.debug("The limit of topic '{}' is unknown", topic, e);
      return Topic.UNKNOWN;
    }
  }

  private static long ask(Admin admin, String topic, Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var options = new DescribeConfigsOptions().timeoutMs(Math.toIntExact(atMost.toMillis()));
    var all =
        admin
            .describeConfigs(List.of(resource), options)
            .all()
            .get(atMost.toNanos(), TimeUnit.NANOSECONDS)
            .get(resource);
    var entry = all == null ? null : all.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return entry == null || entry.value() == null ? Topic.UNKNOWN : Long.parseLong(entry.value());
  }

  private @Nullable Admin admin(Duration atMost) throws InterruptedException {
    if (!lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) return null;
    try {
      if (made == null && !closed) made = Admin.create(properties());
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// How the producer gets there, under a name of its own.
  private Map<String, Object> properties() {
    var properties = new HashMap<String, Object>(config.properties());
    properties.keySet().retainAll(AdminClientConfig.configNames());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    properties.compute(
        AdminClientConfig.CLIENT_ID_CONFIG, (_, id) -> (id == null ? "weir" : id) + "-limits");
    return properties;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (made != null) made.close(Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }
}
