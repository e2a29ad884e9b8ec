package dev.weir.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Load on a real gateway before a real broker.
@Timeout(180)
final class BenchGatewayTest {
  private static final String KEY = KeyHash.newKey();

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Weir weir;
  private static String http = "";
  private static Path socket = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")));
    socket = Files.createTempDirectory("weir").resolve("acked"); // its path must be short
    Files.writeString(folder.resolve("key"), KEY);
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + Files.createDirectory(folder.resolve("data")),
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "auth.keys.bench.role=produce",
                "auth.keys.bench.key=" + KeyHash.of(KEY).text(),
                "listen.http=127.0.0.1:0",
                "listen.grpc=127.0.0.1:0",
                "listen.unix-acked=" + socket));
    weir = Weir.start(config, () -> config);
    http = "http://127.0.0.1:" + weir.ports().get("http");
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topics =
          List.of("push", "topics", "rest", "grpc", "unix", "lines").stream()
              .map(name -> new NewTopic(name, 1, (short) 1))
              .toList();
      admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    weir.close();
    broker.close();
    Files.delete(socket.getParent());
  }

  @ParameterizedTest
  @CsvSource({
    "push,   --batch=3",
    "topics, --acks=kafka",
    "rest,   --batch=3",
    "grpc,   --batch=3",
    "unix,   --in-flight=10",
  })
  void what_a_gateway_acknowledged_is_in_kafka(String protocol, String option) {
    var address =
        switch (protocol) {
          case "unix" -> socket.toString();
          case "grpc" -> "127.0.0.1:" + weir.ports().get("grpc");
          default -> http;
        };

    var sent =
        bench(
            protocol,
            "--protocol=" + protocol,
            "--address=" + address,
            option,
            "--rate=300/s",
            "-o=json");
    var read = Ran.weir("consume", protocol, "-b", broker.bootstrapServers(), "--timeout=30s");

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(number(sent, "errors")).isZero();
    assertThat(number(sent, "messages")).isPositive();
    assertThat(read.out().lines().count()).isGreaterThanOrEqualTo((long) number(sent, "messages"));
    assertThat(read.out().lines()).allMatch(line -> line.matches("[A-Za-z0-9+-]{100}"));
  }

  @Test
  void a_topic_of_its_own_is_gone_when_all_has_arrived() {
    var line =
        "bench gateway --protocol push --batch 50 --duration 2s --rate 500/s --warm-up 0s -b ";

    var sent = withKey().weir((line + broker.bootstrapServers() + " --address " + http).split(" "));
    // A broker hears that a topic is gone a moment after Kafka has said so.
    Ran topics;
    do topics = Ran.weir("topics", "-o", "name", "-b", broker.bootstrapServers(), "--timeout=30s");
    while (topics.out().contains("weir-bench-"));

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(sent.err()).doesNotContain("still in the gateway");
    assertThat(topics.out()).contains("push");
  }

  @Test
  void a_rate_counts_messages_and_not_requests() {
    var sent =
        bench(
            "push",
            "--protocol=push",
            "--address=" + http,
            "--batch=10",
            "--rate=400/s",
            "-o=json");

    // Fewer only where the machine did something else at the end.
    assertThat(number(sent, "messagesPerSecond")).isBetween(100.0, 600.0);
    assertThat(number(sent, "p99")).isPositive();
  }

  @Test
  void bytes_that_are_no_text_are_sent_as_they_are() throws IOException {
    var payload = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 1, '\n'});

    var sent =
        bench(
            "lines",
            "--protocol=push",
            "--address=" + http,
            "--payload=" + payload,
            "--rate=100/s",
            "--acks=kafka");
    var read =
        Ran.weir(
            "consume",
            "lines",
            "-n=1",
            "-o=json",
            "-b",
            broker.bootstrapServers(),
            "--timeout=30s");

    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(read.out()).contains("{\"base64\":\"/wE=\"}");
  }

  @Test
  void a_topic_that_cannot_be_is_told_by_its_status() {
    var sent = bench("push", "--protocol=rest", "--address=" + http + "/nowhere");

    assertThat(sent.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(sent.err()).contains("took nothing in", "HTTP 404");
  }

  @Test
  void where_nobody_listens_it_cannot_be_reached() {
    var sent = bench("push", "--protocol=topics", "--address=127.0.0.1:1");

    assertThat(sent.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(sent.err()).contains("no connection");
  }

  @Test
  void a_socket_that_nobody_serves_or_that_does_not_acknowledge_is_told() throws IOException {
    var other = socket.resolveSibling("other");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(other));
      var closing = Thread.ofVirtual().start(() -> closeAll(server));

      var deaf = bench("unix", "--protocol=unix", "--address=" + other);
      var gone = bench("unix", "--protocol=unix", "--address=" + other + "-gone");

      assertThat(deaf.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(deaf.err()).contains("it did not greet", "listen.unix-acked");
      assertThat(gone.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(gone.err()).contains("nobody listens there");
      assertThat(closing.isAlive()).isTrue();
    } finally {
      Files.deleteIfExists(other);
    }
  }

  private static void closeAll(ServerSocketChannel server) {
    try {
      while (true) server.accept().close();
    } catch (IOException e) {
      // The test is over.
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--protocol=push",
        "--protocol=unix",
        "--protocol=grpc",
        "--protocol=smoke --address=127.0.0.1:1",
        "--protocol=push --address=ftp://127.0.0.1:1",
        "--protocol=topics --address=127.0.0.1:1 --batch=2",
        "--protocol=rest --address=127.0.0.1:1 --acks=kafka",
        "--protocol=push --address=127.0.0.1:1 --acks=2",
      })
  void what_cannot_be_is_wrong_usage(String options) {
    assertThat(bench("push", options.split(" ")).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static double number(Ran ran, String field) {
    var found = Pattern.compile("\"%s\":([\\d.E-]+)".formatted(field)).matcher(ran.out());
    assertThat(found.find()).as(ran.out() + ran.err()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static Ran bench(String topic, String... more) {
    var line = new ArrayList<>(List.of("bench", "gateway", topic, "--message=100"));
    line.addAll(List.of("--duration=2s", "--warm-up=100ms", "--clients=2", "--timeout=30s"));
    line.addAll(List.of(more));
    line.addAll(List.of("-b", broker.bootstrapServers()));
    return withKey().weir(line.toArray(String[]::new));
  }

  private static Ran.Around withKey() {
    return Ran.Around.in(folder).with(Map.of("WEIR_KEY_FILE", "key"));
  }
}
