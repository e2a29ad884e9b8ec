package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One broker for all tests of this package, which starts with the first of them. Each test has
/// topics of its own.
final class Kafka implements BeforeAllCallback {
  private static volatile @Nullable Running running;

  private record Running(Path folder, EmbeddedBroker broker, KafkaProducer<byte[], byte[]> producer)
      implements AutoCloseable {
    static Running start() throws IOException {
      var folder = Files.createTempDirectory("weir-consume");
      var options =
          EmbeddedBroker.Options.in(folder.resolve("kafka"))
              .with("num.partitions", "3")
              .with("log.cleaner.backoff.ms", "100")
              .with("group.initial.rebalance.delay.ms", "0");
      var broker = EmbeddedBroker.start(options);
      return new Running(folder, broker, opened(broker, Map.of()));
    }

    private static KafkaProducer<byte[], byte[]> opened(
        EmbeddedBroker broker, Map<String, Object> more) {
      var settings = new java.util.HashMap<>(more);
      settings.put("bootstrap.servers", broker.bootstrapServers());
      settings.put("compression.type", "lz4");
      return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() throws IOException {
      producer.close(Duration.ofSeconds(5));
      broker.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Kafka.class, _ -> started());
  }

  private static Running started() {
    try {
      running = Running.start();
      return running;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Running running() {
    var there = running;
    if (there == null) throw new IllegalStateException("It is not started");
    return there;
  }

  static String address() {
    return running().broker.bootstrapServers();
  }

  static Ran weir(String... command) {
    return weir(Ran.Around.in(running().folder), command);
  }

  static Ran weir(Ran.Around around, String... command) {
    return around.weir(line(command));
  }

  /// With the broker's address, and the patience of a machine that has much to do.
  static String[] line(String... command) {
    var line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-b", address(), "--timeout", "30s"));
    return line.toArray(String[]::new);
  }

  static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return Running.opened(running().broker, settings);
  }

  static <R> R ask(Asking<R> asking) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      return asking.with(admin);
    }
  }

  /// What is asked of Kafka.
  interface Asking<R> {
    R with(Admin admin) throws Exception;
  }

  static void create(String topic, int partitions, Map<String, String> settings) {
    var line = new ArrayList<>(List.of("topics", "create", topic, "-p", "" + partitions));
    settings.forEach((key, value) -> line.addAll(List.of("-c", key + "=" + value)));
    var created = weir(line.toArray(String[]::new));
    if (created.exitCode() != 0) throw new IllegalStateException(created.err());
  }

  /// Into one partition.
  static void send(String topic, String... values) throws Exception {
    if (ask(admin -> !admin.listTopics().names().get().contains(topic))) create(topic, 1, Map.of());
    sent(
        List.of(values).stream()
            .map(value -> new ProducerRecord<byte[], byte[]>(topic, value.getBytes(UTF_8)))
            .toList());
  }

  static ProducerRecord<byte[], byte[]> message(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  static void sent(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
    var producer = running().producer;
    for (var future : messages.stream().map(producer::send).toList()) {
      future.get(60, TimeUnit.SECONDS);
    }
  }
}
