package dev.weir.sink.kafka;

import dev.weir.config.KafkaConfig;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
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
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the cluster what Kafka's producer does not tell of a topic. For threads that may wait.
///
/// Not to know is no failure: the user may lack the right, or the broker may be too old to tell.
final class TopicAdmin {
  private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);

  private final KafkaConfig config;
  private final Label sink;
  private final Metrics metrics;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock, as is whether it may still be made.
  private @Nullable Admin made;

  private boolean closed;

  TopicAdmin(KafkaConfig config, Label sink, Metrics metrics) {
    this.config = config;
    this.sink = sink;
    this.metrics = metrics;
  }

  /// The largest batch that the topic takes, or [Topic#UNKNOWN].
  long bytesMax(String topic, Duration atMost) {
    var asked = ask(topic, atMost, admin -> bytesMax(admin, topic, atMost));
    return asked == null ? Topic.UNKNOWN : asked;
  }

  /// Waits until each partition's leader knows that it leads it; no longer than that, be it so or
  /// not.
  ///
  /// Kafka tells of a topic that was just made before all its leaders know. One that does not yet
  /// refuses a producer's first batch, and knows when the second comes: the first is then out of
  /// sequence, and is sent for naught until its time is over.
  void awaitLeaders(String topic, int partitions, Duration atMost) {
    var _ = ask(topic, atMost, admin -> ends(admin, topic, partitions, atMost));
  }

  /// How the cluster is asked something.
  @FunctionalInterface
  private interface Question<T> {
    T answer(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
  }

  /// Null where the answer is not to be had.
  private <T> @Nullable T ask(String topic, Duration atMost, Question<T> question) {
    try {
      var admin = admin(atMost);
      return admin == null ? null : question.answer(admin);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | TimeoutException | KafkaException | NumberFormatException e) {
      log.debug("Kafka does not tell what was asked of topic '{}'", topic, e);
      return null;
    }
  }

  /// Only a leader tells where its partition ends.
  private static int ends(Admin admin, String topic, int partitions, Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var i = 0; i < partitions; i++) {
      latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    var options = new ListOffsetsOptions().timeoutMs(Math.toIntExact(atMost.toMillis()));
    return admin
        .listOffsets(latest, options)
        .all()
        .get(atMost.toNanos(), TimeUnit.NANOSECONDS)
        .size();
  }

  private static long bytesMax(Admin admin, String topic, Duration atMost)
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
      if (made == null && !closed) {
        made = Admin.create(properties());
        ClientFigures.ofAdmin(made.metrics(), sink, metrics);
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// How the producer gets there, under a name of its own.
  private Map<String, Object> properties() {
    var properties = config.forAdmin();
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
