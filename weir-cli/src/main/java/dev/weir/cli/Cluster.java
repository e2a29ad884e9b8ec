package dev.weir.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which Kafka a command talks to.
final class Cluster {
  /// How long Kafka may take to answer at all.
  static final Duration ANSWER_MAX = Duration.ofSeconds(6);

  private static final String USUAL = "127.0.0.1:9092";

  @Option(
      names = {"-b", "--bootstrap"},
      paramLabel = "HOST:PORT",
      description = "Kafka's address (default: the 'weir up' of this folder, else " + USUAL + ").")
  private @Nullable String bootstrap;

  String servers() {
    if (bootstrap != null) return bootstrap;
    var data = System.getenv().getOrDefault("WEIR_DATA", "data");
    var port = PortsFile.read(Path.of(data, "weir.ports")).get(PortsFile.BROKER);
    return port == null ? USUAL : "127.0.0.1:" + port;
  }

  /// Opens a consumer without a group, lets `reading` use it and closes it.
  void read(Reading reading) {
    var consumer = open();
    try {
      reading.with(consumer);
    } catch (TimeoutException e) {
      throw unreachable(e);
    } finally {
      // At once: it would wait for the messages that it asked for last, and it has no group to
      // leave.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /// What is done with a consumer while it is open.
  interface Reading {
    void with(KafkaConsumer<byte[], byte[]> consumer);
  }

  private KafkaConsumer<byte[], byte[]> open() {
    var milliseconds = Math.toIntExact(ANSWER_MAX.toMillis());
    try {
      return new KafkaConsumer<>(
          Map.of(
              ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
              servers(),
              ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
              false,
              ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
              false,
              ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
              false,
              ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
              milliseconds,
              ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
              milliseconds),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer());
    } catch (KafkaException e) {
      if (e instanceof ConfigException || e.getCause() instanceof ConfigException)
        throw misnamed(e);
      throw e;
    }
  }

  private Failure misnamed(KafkaException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return new Failure(
        ExitCode.UNREACHABLE,
        "Kafka cannot be reached at '%s'".formatted(servers()),
        String.valueOf(cause.getMessage()),
        "Give -b as host:port,… with hosts that this machine can resolve.",
        e);
  }

  Failure unreachable(@Nullable Throwable cause) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "Kafka cannot be reached at %s".formatted(servers()),
        "nothing answered as Kafka does within %d s".formatted(ANSWER_MAX.toSeconds()),
        "Start it ('weir up'), or name another address with -b host:port.",
        cause);
  }
}
