package dev.weir.gateway.api.messages;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Makes the consumers that messages are read with: few at a time, as each holds some megabytes.
/// They have no group and commit nothing. Any thread.
final class Consumers {
  static final int READINGS_MAX = 5;
  static final int TAILS_MAX = 5;

  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(1);
  private static final long WAIT_MILLIS = 2_000;

  private static final Map<String, Object> OURS =
      Map.ofEntries(
          Map.entry(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
          Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, "false"),
          Map.entry(ConsumerConfig.METRICS_NUM_SAMPLES_CONFIG, "1"),
          Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
          Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
          // what is open or aborted is there, and who looks for a message wants to see it
          Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"),
          // where retention was faster, it goes on with what is left
          Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
          Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1"),
          Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(8 << 20)),
          Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(1 << 20)),
          Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000"),
          Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"),
          Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000"));

  private final Supplier<WeirConfig> settings;
  private final Semaphore readings = new Semaphore(READINGS_MAX);
  private final Semaphore tails = new Semaphore(TAILS_MAX);
  private final AtomicLong count = new AtomicLong();

  Consumers(Supplier<WeirConfig> settings) {
    this.settings = settings;
  }

  /// What is read with a consumer.
  @FunctionalInterface
  interface Use<T> {
    T with(KafkaConsumer<byte[], byte[]> kafka);
  }

  /// Reads with one, which is closed behind it. Blocks.
  <T> T read(Use<T> use) throws InterruptedException {
    if (!readings.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
      throw RestException.plain(
          503,
          "Messages are being read for %d others, which is the most at a time. Try again in a moment"
              .formatted(READINGS_MAX));
    }
    try {
      // seeks wait for the fetch that is under way: at the end of a partition it has nothing
      return use(use, "10");
    } finally {
      readings.release();
    }
  }

  /// Whether there is room for one more tail; who gets it, gives it back.
  boolean startTail() {
    return tails.tryAcquire();
  }

  void endTail() {
    tails.release();
  }

  /// Follows a topic with one, which is closed behind it. Blocks.
  <T> T tail(Use<T> use) {
    return use(use, "500");
  }

  private <T> T use(Use<T> use, String waitMillis) {
    var kafka = open(waitMillis);
    try {
      return use.with(kafka);
    } finally {
      kafka.close(CloseOptions.timeout(CLOSE_AT_MOST));
    }
  }

  private KafkaConsumer<byte[], byte[]> open(String waitMillis) {
    var config = settings.get().kafka();
    if (config.off()) {
      throw RestException.plain(
          503,
          "There is no Kafka to read from: kafka.bootstrap.servers is off. Set it to see messages");
    }
    var properties = config.forConsumer();
    properties.putAll(OURS);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, waitMillis);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "weir-messages-" + count.getAndIncrement());
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
