package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How fast are reads over REST beside a plain consumer, and what does an idle consumer cost?
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.ConsumerBench
/// ```
///
/// A topic is read whole, by a plain consumer that counts records and by one REST client in turns.
/// Then `--idle` instances (1000) subscribe, each in a group of its own, and nobody calls them.
/// `--mib` is the size of the topic (512), `--value-bytes` that of a record (1024), `--max-bytes`
/// what one read may answer, `--heap` the gateway's.
final class ConsumerBench {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String TOPIC = "reads";

  private final Arguments arguments;
  private final Children children;
  private final Path directory;
  private String servers = "";
  private long records;

  private ConsumerBench(Arguments arguments, Children children, Path directory) {
    this.arguments = arguments;
    this.children = children;
    this.directory = directory;
  }

  public static void main(String[] line) throws IOException {
    var defaults =
        Map.of(
            "mib", "512",
            "value-bytes", "1024",
            "max-bytes", "16777216",
            "rounds", "5",
            "idle", "1000",
            "heap", "2g",
            "weir-home", "weir-cli/target/weir");
    var directory = Files.createTempDirectory("weir-reads");
    try (var children = new Children(directory)) {
      new ConsumerBench(Arguments.parse(line, defaults), children, directory).run();
    }
    Scratch.delete(directory);
  }

  private void run() throws IOException {
    servers = broker();
    create();
    fill();
    var weir = weir();
    var port = Weir.awaitPort(weir, directory.resolve("data"), "http");
    if (arguments.count("rounds") > 0) rounds(weir, port);
    if (arguments.count("idle") > 0) idle(weir, port);
  }

  /// Whole: the topics of other benchmarks are cut while they are written.
  private void create() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the topic was not made", e);
    }
  }

  private void fill() {
    var value = new byte[arguments.count("value-bytes")];
    Arrays.fill(value, (byte) 'x');
    records = arguments.count("mib") * (1L << 20) / value.length;
    var properties =
        Map.<String, Object>of(
            "bootstrap.servers", servers, "batch.size", 1 << 18, "linger.ms", 20);
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var i = 0L; i < records; i++) {
        var _ = producer.send(new ProducerRecord<>(TOPIC, value)); // the flush waits for all
      }
      producer.flush();
    }
    print("%,d records of %,d bytes", records, value.length);
  }

  private void rounds(Child weir, int port) throws IOException {
    var ratios = new ArrayList<Double>();
    for (var round = 0; round <= arguments.count("rounds"); round++) {
      var plain = plain();
      var cpu = weir.cpu();
      var rest = rest(port, "group-" + round);
      var micros = weir.cpu().minus(cpu).micros() / (double) records;
      var what = round == 0 ? "warm-up" : "round " + round;
      print(
          "%s: plain %,.0f records/s, REST %,.0f records/s (%.2f of it), gateway %.2f CPU-µs a record",
          what, plain, rest, rest / plain, micros);
      if (round > 0) ratios.add(rest / plain);
    }
    ratios.sort(null);
    print("median: %.2f of a plain consumer", ratios.get(ratios.size() / 2));
  }

  private double plain() {
    var properties =
        Map.<String, Object>of(
            "bootstrap.servers",
            servers,
            "group.id",
            "plain-" + System.nanoTime(),
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            "false");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      long count = consumer.poll(POLL).count();
      var first = count;
      var begun = System.nanoTime();
      while (count < records) count += consumer.poll(POLL).count();
      return (count - first) / seconds(begun);
    }
  }

  private double rest(int port, String group) throws IOException {
    try (var reader = new RestReader(port)) {
      var instance = reader.subscribed(group, TOPIC);
      RestReader.expect(200, reader.call("GET", instance + "/assignments", ""));
      var read = instance + "/records?timeout=5000&max_bytes=" + arguments.text("max-bytes");
      long count =
          RestReader.expect(200, reader.call("GET", instance + "/records?max_bytes=1", ""))
              .records(arguments.count("value-bytes"));
      var first = count;
      var begun = System.nanoTime();
      while (count < records)
        count +=
            RestReader.expect(200, reader.call("GET", read, ""))
                .records(arguments.count("value-bytes"));
      var rate = (count - first) / seconds(begun);
      RestReader.expect(204, reader.call("DELETE", instance, ""));
      return rate;
    }
  }

  private void idle(Child weir, int port) throws IOException {
    var count = arguments.count("idle");
    var before = HeapUse.mib(weir.pid());
    try (var reader = new RestReader(port)) {
      var begun = System.nanoTime();
      for (var i = 0; i < count; i++) reader.subscribed("idle-" + i, TOPIC);
      print("%,d instances made and subscribed in %.1f s", count, seconds(begun));
      for (var i = 0; i < count; i++) {
        var assigned =
            reader.call("GET", "/consumers/idle-%d/instances/bench/assignments".formatted(i), "");
        if (assigned.records(1) < 2)
          throw weir.failed("an instance has no partition: " + assigned.text());
      }
      var after = HeapUse.mib(weir.pid());
      print(
          "%,d idle instances: %,d MiB of heap before, %,d MiB after, %.0f KiB each",
          count, before, after, (after - before) * 1024.0 / count);
      var cpu = weir.cpu();
      Pause.millis(10_000);
      var used = weir.cpu().minus(cpu).micros() / 10_000_000.0;
      print(
          "%,d idle instances use %.1f %% of a core; %,d MiB resident at most",
          count, used * 100, weir.peakMemoryMib());
    }
  }

  private String broker() {
    var data = List.of("--directory", directory.resolve("broker").toString(), "--port", "0");
    return children
        .start(new Children.Program("broker", BrokerProcess.class, List.of("-Xmx1g"), data))
        .await("ready", START);
  }

  private Child weir() {
    var libraries = Path.of(arguments.text("weir-home"), "lib").toAbsolutePath();
    var line =
        new ArrayList<>(
            List.of(Children.java(), "-Xmx" + arguments.text("heap"), "-cp", libraries + "/*"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "dev.weir.cli.Main", "serve"));
    for (var setting :
        List.of(
            "listen.http=127.0.0.1:0",
            "listen.grpc=off",
            "data=" + directory.resolve("data"),
            "consumers.instances=100000",
            "kafka.bootstrap.servers=" + servers)) {
      line.addAll(List.of("--set", setting));
    }
    return children.start("weir", line, Map.of());
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  @SuppressWarnings("AnnotateFormatMethod") // its callers are all here
  private static void print(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }
}
