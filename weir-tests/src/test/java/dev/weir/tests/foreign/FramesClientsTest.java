package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients of the Unix sockets in other languages; what they sent is read from Kafka.
@Tag("foreign")
@Timeout(360)
class FramesClientsTest {
  /// Go compiles its program first.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path FOLDER = folder();
  private static final Path SOCKET = FOLDER.resolve("weir.sock");
  private static final Path ACKED_SOCKET = FOLDER.resolve("acked.sock");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.unix", SOCKET.toString())
          .with("listen.unix-acked", ACKED_SOCKET.toString());

  /// The clients of `examples/clients`.
  enum Client {
    PYTHON("python3", "apt-get install python3", "examples/clients/python/frames.py", "--acked"),
    PHP("php", "apt-get install php-cli", "examples/clients/php/frames.php", "--acked"),
    GO("go", "apt-get install golang-go", "examples/clients/go/frames.go", "-acked");

    private final String program;
    private final String install;
    private final String source;
    private final String acked;

    Client(String program, String install, String source, String acked) {
      this.program = program;
      this.install = install;
      this.source = source;
      this.acked = acked;
    }

    ForeignProgram.Running start(boolean withAcks, String topic, int count) throws IOException {
      var found = ForeignProgram.of(program, install);
      var arguments = new ArrayList<Object>();
      if (this == GO) arguments.add("run");
      arguments.add(source);
      if (withAcks) arguments.add(acked);
      arguments.addAll(List.of(withAcks ? ACKED_SOCKET : SOCKET, topic, count));
      return found.start(arguments.toArray());
    }

    String topic(String what) {
      return what + "-" + program;
    }
  }

  @Test
  void the_loop_of_kahegos_php_client_arrives_whole_and_in_order() throws Exception {
    var php = ForeignProgram.of("php", "apt-get install php-cli");
    var last = 3_000;

    php.run("weir-tests/src/test/resources/foreign/kahego.php", SOCKET, last).isWell();

    var records = weir.kafka().topic("requests").records(last + 1);
    var tail = "_" + "0a1b2c3d".repeat(1_024);
    assertThat(records.stream().map(FramesClientsTest::value))
        .isEqualTo(
            IntStream.rangeClosed(0, last).mapToObj(i -> "messageToBeSent" + i + tail).toList());
    assertThat(records).allSatisfy(record -> assertThat(record.key()).isNull());
  }

  @ParameterizedTest
  @EnumSource
  void what_is_written_arrives_in_order(Client client) throws Exception {
    var topic = client.topic("written");

    try (var running = client.start(false, topic, 2_000)) {
      assertThat(running.ended().isWell().output()).contains("2000 messages written");
    }

    weir.kafka().topic(topic).eventuallyContainsExactly(messages(2_000));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_acknowledged_is_there_in_order(Client client) throws Exception {
    var topic = client.topic("acknowledged");

    try (var running = client.start(true, topic, 5_000)) {
      assertThat(running.ended().isWell().output()).contains("5000 messages acknowledged");
    }

    weir.kafka().topic(topic).eventuallyContainsExactly(messages(5_000));
  }

  @ParameterizedTest
  @EnumSource
  void a_gateway_that_goes_and_comes_back_is_sent_again_what_it_did_not_acknowledge(Client client)
      throws Exception {
    var topic = client.topic("resent");
    var count = 100_000;

    var before = framesTaken();
    try (var running = client.start(true, topic, count)) {
      // Not by what is in Kafka: until that is read, a quick client has sent all.
      Await.until("some are taken", PATIENCE, () -> framesTaken() > before);
      weir.stop();
      assertThat(running.process().isAlive()).as("the client has more to send").isTrue();
      weir.start();
      running.ended().isWell();
    }

    weir.kafka().topic(topic).eventuallyContains("message " + (count - 1));
    var arrived = weir.kafka().topic(topic).recordsNow();
    assertThat(arrived.stream().map(FramesClientsTest::value).distinct())
        .as("each message, as it came first")
        .containsExactly(messages(count));
  }

  private static double framesTaken() {
    return weir.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("weir_frames_accepted_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static String[] messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> "message " + i).toArray(String[]::new);
  }

  private static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("weir-frames");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
