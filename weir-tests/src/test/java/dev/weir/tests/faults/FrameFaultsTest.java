package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.TopicContents;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Unix sockets of a gateway that stops, dies, or has many clients.
///
/// `-Dweir.frames=200000 -Dweir.connections=10000` makes more of it, where `ulimit -n` allows that.
@Timeout(300)
class FrameFaultsTest {
  private static final int FRAMES = Integer.getInteger("weir.frames", 20_000);
  private static final int CONNECTIONS = Integer.getInteger("weir.connections", 2_000);
  private static final int FILES_MAX = 300;

  /// For clients that write on, a stop waits 5 s.
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<SocketChannel> clients = new ArrayList<>();
  private Broker broker;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    Topic.create(broker.bootstrapServers(), "framed");
    gateway =
        new Gateway(folder.resolve("weir"), broker.bootstrapServers())
            .with("listen.unix", socket("weir").toString())
            .with("listen.unix-acked", socket("acked").toString());
  }

  @AfterEach
  void stop() throws Exception {
    for (var client : clients) client.close();
    gateway.close();
    broker.close();
  }

  @Test
  void sigterm_right_after_the_last_frame_loses_none_and_keeps_their_order() throws Exception {
    gateway.start();
    var client = connect("weir");

    for (var number = 0L; number < FRAMES; number++) write(client, number);
    var begun = System.nanoTime();
    var exitCode = gateway.process().terminate();
    var took = Duration.ofNanos(System.nanoTime() - begun);
    gateway.start().drains();

    assertThat(exitCode).isZero();
    // What Kafka has not answered in time is sent again.
    assertThat(arrived().stream().distinct().toList()).isEqualTo(numbers(FRAMES));
    Result.of(
        "F1",
        "%,d frames, then SIGTERM: all there in order, stopped after %d ms"
            .formatted(FRAMES, took.toMillis()));
  }

  @Test
  void clients_that_write_nothing_do_not_delay_a_stop() throws Exception {
    assertThat(Await.quickest(SOON, this::stopWithSilentClients)).isLessThan(SOON);
  }

  private Duration stopWithSilentClients() throws Exception {
    gateway.start();
    for (var i = 0; i < 20; i++) connect(i % 2 == 0 ? "weir" : "acked");

    var begun = System.nanoTime();
    var exitCode = gateway.process().terminate();

    assertThat(exitCode).isZero();
    return Await.since(begun);
  }

  @Test
  void what_was_acknowledged_on_the_socket_survives_kill_9_and_is_in_order() throws Exception {
    gateway.start();

    try (var load = AckedLoad.start(socket("acked"), "framed")) {
      Await.until("the load runs", PATIENCE, () -> load.acknowledged() > FRAMES / 2);
      gateway.process().kill();
      load.awaitEnd();
      gateway.start().drains();

      var arrived = arrived();
      assertThat(arrived.stream().distinct()).isSorted();
      assertThat(arrived).containsAll(numbers(load.acknowledged()));
      Result.of(
          "F2",
          "kill -9 after %,d acknowledged frames, told in %,d words: none lost, %,d doubled"
              .formatted(
                  load.acknowledged(),
                  load.words(),
                  arrived.size() - arrived.stream().distinct().count()));
    }
  }

  @Test
  void what_was_acknowledged_while_kafka_was_away_is_there_and_in_order() throws Exception {
    gateway.start();

    try (var load = AckedLoad.start(socket("acked"), "framed")) {
      Await.until("the load runs", PATIENCE, () -> load.acknowledged() > FRAMES / 4);
      broker.process().kill();
      var before = load.acknowledged();
      Await.until("it goes on", PATIENCE, () -> load.acknowledged() > before + FRAMES / 2);
      gateway.process().terminate();
      load.awaitEnd();
      broker.start();
      gateway.start().drains();

      var arrived = arrived();
      assertThat(arrived).containsAll(numbers(load.acknowledged()));
      assertThat(arrived.stream().distinct()).isSorted();
    }
  }

  @Test
  void thousands_of_clients_are_served_at_the_same_time() throws Exception {
    gateway.start();

    var begun = System.nanoTime();
    for (var i = 0; i < CONNECTIONS; i++) connect("weir");
    for (var i = 0; i < CONNECTIONS; i++) write(clients.get(i), i);

    Await.until(
        "all frames are in", PATIENCE, () -> count("weir_frames_accepted_total") >= CONNECTIONS);
    gateway.drains();
    assertThat(arrived()).containsExactlyInAnyOrderElementsOf(numbers(CONNECTIONS));
    assertThat(count("weir_frames_connections")).isEqualTo(CONNECTIONS);
    var took = Duration.ofNanos(System.nanoTime() - begun);
    var rssBytes = gateway.process().rssBytes();
    Result.of(
        "F3",
        "%,d clients, a frame each, all there after %d ms; %s bytes of memory"
            .formatted(CONNECTIONS, took.toMillis(), rssBytes));
  }

  @Test
  void where_no_more_files_may_be_open_clients_wait_and_the_gateway_lives() throws Exception {
    gateway.under("prlimit", "--nofile=" + FILES_MAX).start();

    write(connect("weir"), 0);
    Await.until("it has its files open", PATIENCE, () -> arrived().equals(numbers(1)));
    for (var i = 0; i < FILES_MAX; i++) connect("weir");
    write(clients.getFirst(), 1);
    Await.until("those inside are served", PATIENCE, () -> arrived().equals(numbers(2)));
    var cpu = gateway.process().cpu();
    Await.pass(Duration.ofSeconds(2));
    assertThat(gateway.process().cpu().minus(cpu)).isLessThan(Duration.ofSeconds(1));
    for (var client : clients) client.close();
    write(connect("weir"), 2);

    Await.until("a new one is served", PATIENCE, () -> arrived().equals(numbers(3)));
  }

  private long count(String metric) {
    return gateway.peek().of(metric);
  }

  private Path socket(String name) {
    return folder.resolve(name + ".sock");
  }

  private SocketChannel connect(String name) throws IOException {
    var client = SocketChannel.open(StandardProtocolFamily.UNIX);
    clients.add(client);
    client.connect(UnixDomainSocketAddress.of(socket(name)));
    return client;
  }

  private static void write(SocketChannel client, long number) throws IOException {
    ByteBuffer frame = FrameLoad.frame("framed", "k", number);
    while (frame.hasRemaining()) client.write(frame);
  }

  private static List<Long> numbers(long below) {
    return LongStream.range(0, below).boxed().toList();
  }

  private List<Long> arrived() {
    return TopicContents.of(broker.bootstrapServers(), "framed").recordsNow().stream()
        .map(one -> Long.valueOf(new String(one.value(), StandardCharsets.US_ASCII)))
        .toList();
  }
}
