package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How fast does a backlog drain? A gateway without Kafka is given messages, is stopped, and is
/// started again with Kafka there, while new messages keep coming.
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.DrainBench
/// ```
///
/// `--mib` is the size of the backlog (1024), `--rate` what comes meanwhile (2000 messages a
/// second), `--value-bytes` the size of a message (1024). It needs about twice the backlog on the
/// disk, and a few minutes.
final class DrainBench {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofMinutes(10);
  private static final List<String> BROKER_JVM = List.of("-Xmx1g");
  private static final String TOPIC = "drain";

  private final Arguments arguments;
  private final Children children;
  private final Path directory;
  private final int kafkaPort = freePort();

  private DrainBench(Arguments arguments, Children children, Path directory) {
    this.arguments = arguments;
    this.children = children;
    this.directory = directory;
  }

  public static void main(String[] line) throws IOException {
    var defaults =
        Map.of(
            "mib",
            "1024",
            "rate",
            "2000",
            "value-bytes",
            "1024",
            "weir-home",
            "weir-cli/target/weir");
    var directory = Files.createTempDirectory("weir-drain");
    try (var children = new Children(directory)) {
      new DrainBench(Arguments.parse(line, defaults), children, directory).run();
    }
    Scratch.delete(directory);
  }

  private void run() {
    var valueBytes = arguments.count("value-bytes");
    var backlog = arguments.count("mib") * (1 << 20L) / valueBytes;
    var first = weir("without-kafka");
    var filled = System.nanoTime();
    first.pusher(valueBytes).push(backlog);
    print("filled %,d messages of %,d bytes in %.1f s", backlog, valueBytes, seconds(filled));
    children.end(first.process);

    var broker = broker();
    try (var topics = new Topics(broker, 4)) {
      topics.create(TOPIC);
    }
    var started = System.nanoTime();
    var second = weir("with-kafka");
    print("ready %.2f s after its start, JVM included", seconds(started));
    drain(second, backlog);
  }

  private void drain(Weir weir, long backlog) {
    var rate = arguments.count("rate");
    var begun = System.nanoTime();
    try (var input = weir.pusher(arguments.count("value-bytes")).paced(rate)) {
      var before = weir.metric("weir_messages_delivered_total");
      var waiting = backlog;
      while (waiting > rate / 10 && seconds(begun) < DRAIN.toSeconds()) {
        Pause.millis(20);
        waiting = weir.metric("weir_messages_waiting");
      }
      var took = seconds(begun);
      var delivered = weir.metric("weir_messages_delivered_total") - before;
      print(
          "drained %,d messages in %.1f s beside %,d new ones (%,d refused): %,.0f/s, %.1f × the input",
          delivered,
          took,
          input.accepted(),
          input.refused(),
          delivered / took,
          delivered / took / rate);
    }
  }

  private String broker() {
    var data =
        List.of(
            "--directory",
            directory.resolve("broker").toString(),
            "--port",
            Integer.toString(kafkaPort));
    return children
        .start(new Children.Program("broker", BrokerProcess.class, BROKER_JVM, data))
        .await("ready", START);
  }

  private Weir weir(String name) {
    var libraries = Path.of(arguments.text("weir-home"), "lib").toAbsolutePath();
    var data = directory.resolve("data");
    var line = new ArrayList<>(List.of(Children.java(), "-Xmx1g", "-cp", libraries + "/*"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "dev.weir.cli.Main", "serve"));
    for (var setting :
        List.of(
            "listen.http=127.0.0.1:0",
            "listen.grpc=off",
            "data=" + data,
            "kafka.bootstrap.servers=127.0.0.1:" + kafkaPort)) {
      line.addAll(List.of("--set", setting));
    }
    var process = children.start(name, line, Map.of());
    return new Weir(process, Weir.awaitPort(process, data, "http"));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  @SuppressWarnings("AnnotateFormatMethod") // its callers are all here
  private static void print(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }
}
