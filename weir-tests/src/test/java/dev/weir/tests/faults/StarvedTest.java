package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.TopicContents;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More clients than a process may have files open: the log and Kafka's clients need some, too.
@Tag("S14")
@Timeout(300)
class StarvedTest {
  private static final int FILES_MAX = 256;
  private static final int CLIENTS = 500;
  private static final int MESSAGES = 40;
  private static final int MESSAGE_BYTES = 100_000;
  private static final int SEGMENTS = 3;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<SocketChannel> clients = new ArrayList<>();
  private Broker broker;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    Topic.create(broker.bootstrapServers(), "starved");
    gateway =
        new Gateway(folder.resolve("weir"), broker.bootstrapServers())
            .with("listen.unix", socket().toString())
            .with("limits.message-bytes", "200KB")
            .with("wal.segment", "1MB")
            .under("prlimit", "--nofile=" + FILES_MAX)
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    for (var client : clients) client.close();
    gateway.close();
    broker.close();
  }

  @Test
  void clients_beyond_the_open_files_take_none_from_the_log_and_from_kafka() throws Exception {
    try (var early = new RawHttp(gateway.push().getPort())) {
      push(early);
      arrive(1);
      broker.process().kill();
      come(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.push().getPort()));
      var local = come(UnixDomainSocketAddress.of(socket()));

      Await.until("it rests", PATIENCE, this::rests);

      var segments = segments();
      for (var i = 0; i < MESSAGES; i++) push(early);
      assertThat(segments()).isGreaterThanOrEqualTo(segments + SEGMENTS);

      broker.start();
      arrive(1 + MESSAGES);
      write(local.getFirst());
      arrive(2 + MESSAGES);

      write(local.getLast()); // it waits for others to go
      for (var client : clients) if (!client.equals(local.getLast())) client.close();
      arrive(3 + MESSAGES);
    }

    try (var late = new RawHttp(gateway.push().getPort())) {
      push(late);
    }
    gateway.drains();
    arrive(4 + MESSAGES);
    assertThat(gateway.figures().of("weir_connections_refused_total")).isPositive();
    assertThat(gateway.log()).content().contains("This process may have 256 files open");
    gateway.wasQuiet(gateway.process().age());
  }

  private List<SocketChannel> come(SocketAddress address) throws IOException {
    var local = address instanceof UnixDomainSocketAddress;
    var family = local ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
    var come = new ArrayList<SocketChannel>();
    for (var i = 0; i < CLIENTS; i++) {
      var client = SocketChannel.open(family);
      clients.add(client);
      come.add(client);
      client.connect(address);
    }
    return come;
  }

  private static void push(RawHttp client) throws IOException {
    var data = "x".repeat(MESSAGE_BYTES);
    var body = "{\"records\":[{\"topic\":\"starved\",\"data\":\"%s\"}]}".formatted(data);
    assertThat(client.post("/push", body).answer().status()).isEqualTo(200);
  }

  private static void write(SocketChannel client) throws IOException {
    ByteBuffer frame = FrameLoad.frame("starved", "k", 0);
    while (frame.hasRemaining()) client.write(frame);
  }

  /// It may have clients to turn away at first; one that asks for them without a pause never rests.
  private boolean rests() {
    var cpu = gateway.process().cpu();
    Await.pass(LOOK);
    return gateway.process().cpu().minus(cpu).compareTo(LOOK.dividedBy(5)) < 0;
  }

  /// Of the log.
  private long segments() throws IOException {
    try (var files = Files.walk(folder.resolve("weir/wal"))) {
      return files.filter(one -> one.toString().endsWith(".wal")).count();
    }
  }

  private void arrive(int messages) {
    Await.until(messages + " messages", PATIENCE, () -> arrived() == messages);
  }

  private int arrived() {
    return TopicContents.of(broker.bootstrapServers(), "starved").recordsNow().size();
  }

  private Path socket() {
    return folder.resolve("weir.sock");
  }
}
