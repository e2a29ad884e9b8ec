package dev.weir.cli.bench;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.Acks;
import dev.weir.cli.load.Sending;
import dev.weir.cli.load.Size;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How a producer sends.
@Command
final class ProducerOptions {
  @Option(
      names = "--acks",
      paramLabel = "0|1|all",
      defaultValue = "all",
      description = "When a message counts as sent (default: ${DEFAULT-VALUE}).")
  private String acks = "all";

  @Option(
      names = {"-z", "--compression"},
      paramLabel = "none|gzip|snappy|lz4|zstd",
      description = "How it compresses (default: none).")
  private Compression compression = Compression.NONE;

  @Option(
      names = "--batch",
      paramLabel = "SIZE",
      defaultValue = "16KiB",
      converter = Size.class,
      description = "How large a batch may be (default: ${DEFAULT-VALUE}).")
  private long batch = 16 << 10;

  @Option(
      names = "--linger",
      paramLabel = "DURATION",
      defaultValue = "5ms",
      description = "How long it waits for a fuller batch (default: ${DEFAULT-VALUE}).")
  private Duration linger = Duration.ofMillis(5);

  /// Kafka's.
  enum Compression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD
  }

  Map<String, Object> settings(Cluster cluster) {
    var chosen = new HashMap<String, Object>();
    chosen.put(ProducerConfig.ACKS_CONFIG, word());
    chosen.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.name().toLowerCase(Locale.ROOT));
    chosen.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.toIntExact(Math.min(batch, 1 << 30)));
    chosen.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()));
    return Sending.settings(cluster, chosen);
  }

  private String word() {
    try {
      return Acks.of(acks).word();
    } catch (IllegalArgumentException e) {
      throw BenchOptions.usage("--acks: " + e.getMessage());
    }
  }
}
