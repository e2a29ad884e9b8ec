package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.E1;
import static dev.weir.gateway.frames.Frames.LINE_1;
import static dev.weir.gateway.frames.Frames.frame;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.LimitsConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Await;
import dev.weir.gateway.Counts;
import dev.weir.gateway.HighWater;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that stop in the middle of a frame: memory stays bounded, and the others get through.
@Timeout(60)
class HalfSentFramesTest {
  private static final LimitsConfig LIMITS = new LimitsConfig(4 << 20, 512 << 10, 1_000, 1 << 20);
  private static final int PART = 1 << 20;
  private static final int CLIENTS = 40;
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final byte[] FRAME = largeFrame();
  private static final int HALF = FRAME.length / 2;

  @TempDir Path directory;

  private final Metrics metrics = new Metrics();
  private final Counts counts = new Counts(metrics);
  private final Net net = Net.start(System::nanoTime);
  private final ListedSink sink = ListedSink.answering();
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(net));
  private Delivery delivery;
  private HighWater highWater;

  @BeforeEach
  void startDelivery() {
    delivery = Delivery.start(LIMITS, sink::open, metrics, System::nanoTime);
    open.push(delivery);
    highWater = new HighWater(budget());
    open.push(highWater);
  }

  @AfterEach
  void stop() throws Exception {
    for (var one : open) one.close();
  }

  @Test
  void half_sent_frames_stay_within_their_part_and_leave_nothing_behind() throws IOException {
    start(LONG);

    var clients = halfSent();
    Await.until(() -> assertThat(budget().usedBytes()).isGreaterThan(PART - 2 * HALF));
    try (var small = connect()) {
      write(small, E1);
      Await.until(() -> assertThat(sink.lines()).containsExactly(LINE_1));
    }
    for (var client : clients) client.close();

    Await.until(() -> assertThat(budget().usedBytes()).isZero());
    assertThat(highWater.bytes()).isLessThanOrEqualTo(PART + FRAME.length + (64 << 10));
    Await.until(() -> assertThat(invalid("truncated")).isEqualTo(CLIENTS));
    try (var large = connect()) {
      write(large, FRAME);
      Await.until(() -> assertThat(sink.sent()).hasSize(2));
    }
  }

  @Test
  void half_sent_frames_that_fill_their_part_are_all_finished() throws Exception {
    start(LONG);
    var clients = halfSent();
    Await.until(() -> assertThat(budget().usedBytes()).isGreaterThan(PART - 2 * HALF));

    var writers = new ArrayList<Thread>();
    for (var client : clients) {
      writers.add(Thread.ofVirtual().start(() -> writeFrom(client, HALF)));
    }

    Await.until(() -> assertThat(sink.sent()).hasSize(CLIENTS));
    for (var writer : writers) writer.join();
    for (var client : clients) client.close();
    Await.until(() -> assertThat(budget().usedBytes()).isZero());
    Await.until(() -> assertThat(counts.of("weir_frames_connections")).isZero());
    assertThat(highWater.bytes()).isLessThanOrEqualTo(LIMITS.memory());
    assertThat(counts.of("weir_frames_accepted")).isEqualTo(CLIENTS);
    assertThat(invalid("truncated") + invalid("slow")).isZero();
  }

  @Test
  void clients_that_hold_room_and_do_not_go_on_are_closed_for_one_that_does() throws IOException {
    start(Duration.ofMillis(200));
    var clients = halfSent();
    // The first ones may be closed by now.
    Await.until(() -> assertThat(highWater.bytes()).isGreaterThan(PART - 2 * HALF));

    try (var large = connect()) {
      write(large, FRAME);
      Await.until(() -> assertThat(sink.sent()).hasSize(1));
    }

    Await.until(() -> assertThat(invalid("slow")).isPositive());
    for (var client : clients) client.close();
    Await.until(() -> assertThat(budget().usedBytes()).isZero());
    Await.until(() -> assertThat(counts.of("weir_frames_connections")).isZero());
    assertThat(invalid("truncated") + invalid("slow")).isEqualTo(CLIENTS);
    assertThat(highWater.bytes()).isLessThanOrEqualTo(LIMITS.memory());
  }

  @Test
  void a_client_may_take_its_time_while_there_is_room_for_all() throws IOException {
    start(Duration.ofMillis(20));

    try (var client = connect()) {
      write(client, Arrays.copyOf(FRAME, HALF));
      Await.until(() -> assertThat(budget().usedBytes()).isGreaterThanOrEqualTo(HALF));
      var start = System.nanoTime();
      Await.until(() -> assertThat(System.nanoTime() - start).isGreaterThan(200_000_000));
      writeFrom(client, HALF);

      Await.until(() -> assertThat(sink.sent()).hasSize(1));
    }

    assertThat(invalid("slow")).isZero();
  }

  @Test
  void a_frame_that_waits_for_room_is_not_counted_as_refused() throws IOException {
    start(LONG);
    var taken = LIMITS.memory() - HALF;
    assertThat(budget().take(taken)).isTrue();

    try (var client = connect()) {
      write(client, FRAME);
      Await.until(() -> assertThat(counts.of("weir_frames_connections")).isOne());
      var start = System.nanoTime();
      Await.until(() -> assertThat(System.nanoTime() - start).isGreaterThan(100_000_000));
      assertThat(sink.sent()).isEmpty();
      budget().giveBack(taken);

      Await.until(() -> assertThat(sink.sent()).hasSize(1));
    }

    assertThat(highWater.bytes()).isLessThanOrEqualTo(LIMITS.memory());
    assertThat(refusedForRoom()).isZero();
    Await.until(() -> assertThat(budget().usedBytes()).isZero());
  }

  private List<SocketChannel> halfSent() throws IOException {
    var clients = new ArrayList<SocketChannel>();
    for (var i = 0; i < CLIENTS; i++) {
      var client = connect();
      open.push(client);
      clients.add(client);
      write(client, Arrays.copyOf(FRAME, HALF));
    }
    return clients;
  }

  private void start(Duration patience) {
    var context = new Context(net, delivery, metrics, () -> completedFuture(List.of()));
    var config = WeirConfig.read(Sources.of()).withLimits(LIMITS);
    open.push(new FramesIngress(context, () -> config, patience).open(socket()));
  }

  private Path socket() {
    return directory.resolve("weir.sock");
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket()));
  }

  private static void write(SocketChannel client, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) client.write(buffer);
  }

  private static void writeFrom(SocketChannel client, int from) {
    try {
      write(client, Arrays.copyOfRange(FRAME, from, FRAME.length));
    } catch (IOException e) {
      throw new AssertionError("the client could not write", e);
    }
  }

  private static byte[] largeFrame() {
    return frame("t", "k", "x".repeat(200_000));
  }

  private Budget budget() {
    return delivery.budget();
  }

  private long invalid(String reason) {
    return counts.of("weir_frames_invalid", new Label("reason", reason));
  }

  private long refusedForRoom() {
    return metrics.all().stream().noneMatch(m -> m.name().equals("weir_messages_refused"))
        ? 0
        : counts.of("weir_messages_refused", new Label("reason", "memory_full"));
  }
}
