package dev.weir.cli.size;

import dev.weir.cli.load.Acks;
import dev.weir.cli.load.Size;
import dev.weir.cli.units.Amounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How p and c are measured.
@Command
final class MeasureOptions {
  private static final String COMPARE = "compare";

  @Option(names = "--measure", description = "Measure p and c on the cluster.")
  private boolean wanted;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "20s",
      description = "How long each run counts (default: ${DEFAULT-VALUE}).")
  private Duration duration = Duration.ofSeconds(20);

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "How long each runs before that (default: ${DEFAULT-VALUE}).")
  private Duration warmUp = Duration.ofSeconds(5);

  @Option(
      names = "--repeats",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "How often; the one in the middle counts (default: ${DEFAULT-VALUE}).")
  private int repeats = 3;

  @Option(
      names = "--at-most",
      paramLabel = "SIZE",
      defaultValue = "4GiB",
      converter = Size.class,
      description = "A run ends when it has sent so much (default: ${DEFAULT-VALUE}).")
  private long bytesMax = 4L << 30;

  @Option(
      names = "--acks",
      arity = "0..1",
      fallbackValue = COMPARE,
      paramLabel = "0|1|all|compare",
      defaultValue = "all",
      description = "When a message counts as sent (default: all); compare shows all three.")
  private String acks = "all";

  @Option(
      names = {"-z", "--compression"},
      paramLabel = "none|gzip|snappy|lz4|zstd",
      description = "How the producer compresses (default: none).")
  private Compression compression = Compression.NONE;

  @Option(
      names = "--linger",
      paramLabel = "DURATION",
      defaultValue = "5ms",
      description = "How long the producer waits for a fuller batch (default: ${DEFAULT-VALUE}).")
  private Duration linger = Duration.ofMillis(5);

  @Mixin private WorkOptions work = new WorkOptions();

  /// Kafka's.
  enum Compression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD
  }

  boolean wanted() {
    return wanted;
  }

  void check() {
    var _ = deciding();
    if (repeats < 1) throw SizeCommand.usage("--repeats has to be 1 or more, and not " + repeats);
    if (duration.isZero()) throw SizeCommand.usage("--duration has to be more than 0");
    if (work.both()) throw SizeCommand.usage("--work and --work-time are both given");
    if (work.given() && !wanted) throw SizeCommand.usage("--work is of use with --measure alone");
  }

  boolean compares() {
    return acks.equals(COMPARE);
  }

  /// Whose p the answer is made of: the safe one where all are compared.
  Acks deciding() {
    if (compares()) return Acks.ALL;
    try {
      return Acks.of(acks);
    } catch (IllegalArgumentException e) {
      throw SizeCommand.usage("--acks: " + e.getMessage());
    }
  }

  String atMost() {
    return Amounts.text(bytesMax);
  }

  Measurement.Plan plan(List<byte[]> messages) {
    var producer = new HashMap<String, Object>();
    producer.put(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        compression.name().toLowerCase(java.util.Locale.ROOT));
    producer.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()));
    return new Measurement.Plan(
        compares() ? List.of(Acks.values()) : List.of(deciding()),
        Map.copyOf(producer),
        messages,
        work,
        new Measurement.Timing(warmUp, duration, repeats),
        bytesMax);
  }
}
