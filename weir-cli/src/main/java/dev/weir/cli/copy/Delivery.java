package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.units.Pace;
import dev.weir.cli.units.PerSecond;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How messages are brought to a topic: the options, and the producer.
@Command
final class Delivery {
  private static final int BATCH_BYTES_MAX = 256 << 10;
  private static final Duration DELIVERY_MAX = Duration.ofSeconds(30);
  private static final Duration REQUEST_MAX = Duration.ofSeconds(10);

  /// What messages are packed with on their way and in the topic.
  enum Packed {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--keep-partitions",
      description = "To the partition it was in. Else the key decides, as the target has it.")
  private boolean keepPartitions;

  @Option(
      names = "--create",
      description = "Make the target topic if it is not there, like the source topic.")
  private boolean create;

  @Option(
      names = {"-z", "--compression"},
      paramLabel = "none|gzip|snappy|lz4|zstd",
      description = "Pack what is sent to Kafka (default: lz4). A file is packed by its name.")
  private @Nullable Packed packed;

  @Option(
      names = "--rate",
      paramLabel = "AMOUNT/s",
      description = "So much a second at most: 1000/s, 5MB/s.")
  private @Nullable PerSecond rate;

  /// What is wrong with it; null if nothing is.
  @Nullable String wrong(End target) {
    if (rate != null && !(rate.amount() > 0)) return "--rate must be more than 0";
    if (target instanceof End.OfTopic || !(keepPartitions || create || packed != null)) return null;
    return "--keep-partitions, --create and -z are for topics, and '%s' is a file"
        .formatted(target);
  }

  boolean create() {
    return create;
  }

  @Nullable Pace pace() {
    return rate == null ? null : new Pace(rate);
  }

  /// @param more of the producer's settings
  Outlet open(Cluster cluster, TargetTopic topic, Map<String, Object> more, Consumer<String> tell) {
    if (topic.stamps()) {
      tell.accept(
          "weir: '%s' stamps messages itself (message.timestamp.type=LogAppendTime): they do not"
                  .formatted(topic.name())
              + " keep their times");
    }
    var settings = settings(cluster, topic);
    settings.putAll(more);
    var producer = cluster.producer(settings);
    return new Outlet(producer, topic, keepPartitions, silenceMax(cluster));
  }

  private Map<String, Object> settings(Cluster cluster, TargetTopic topic) {
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, packed == null ? "lz4" : packed + "");
    // A batch of several messages is never larger than the topic allows.
    settings.put(
        ProducerConfig.BATCH_SIZE_CONFIG, Math.min(BATCH_BYTES_MAX, topic.messageBytesMax()));
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY_MAX.toMillis()));
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST_MAX.toMillis()));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MAX.toMillis());
    settings.keySet().removeAll(cluster.connection().properties().keySet());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE); // the topic decides
    return settings;
  }

  private static Duration silenceMax(Cluster cluster) {
    var given = cluster.connection().properties().get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    var delivery =
        given != null && given.matches("\\d{1,9}")
            ? Duration.ofMillis(Long.parseLong(given))
            : DELIVERY_MAX;
    return delivery.plus(REQUEST_MAX);
  }

  /// Before anything is copied.
  ///
  /// @param partitions how many the source needs
  void check(String source, int partitions, TargetTopic target) {
    if (!keepPartitions || partitions <= target.partitions()) return;
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was copied",
        "'%s' has messages of %d partitions, and '%s' has %d"
            .formatted(source, partitions, target.name(), target.partitions()),
        "Give it more ('weir topics alter'), or copy without --keep-partitions.");
  }
}
