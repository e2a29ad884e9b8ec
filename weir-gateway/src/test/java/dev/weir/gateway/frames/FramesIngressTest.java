package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.E1;
import static dev.weir.gateway.frames.Frames.E10;
import static dev.weir.gateway.frames.Frames.E11_NO_KEY_LENGTH;
import static dev.weir.gateway.frames.Frames.E12_KEY_PAST_END;
import static dev.weir.gateway.frames.Frames.E13_BUCKET_PAST_END;
import static dev.weir.gateway.frames.Frames.E14_ABSURD;
import static dev.weir.gateway.frames.Frames.E18_TRUNCATED;
import static dev.weir.gateway.frames.Frames.E2;
import static dev.weir.gateway.frames.Frames.E3;
import static dev.weir.gateway.frames.Frames.E4;
import static dev.weir.gateway.frames.Frames.E5;
import static dev.weir.gateway.frames.Frames.E6_EMPTY;
import static dev.weir.gateway.frames.Frames.E9;
import static dev.weir.gateway.frames.Frames.LINE_1;
import static dev.weir.gateway.frames.Frames.LINE_2;
import static dev.weir.gateway.frames.Frames.LINE_3;
import static dev.weir.gateway.frames.Frames.LINE_4;
import static dev.weir.gateway.frames.Frames.frame;
import static dev.weir.gateway.frames.Frames.joined;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.LimitsConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Await;
import dev.weir.gateway.Counts;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.UnixPort;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FramesIngressTest {
  private static final LimitsConfig ROOMY = new LimitsConfig(64 << 20, 1 << 20, 100_000, 1 << 20);

  @TempDir Path directory;

  private final Metrics metrics = new Metrics();
  private final Counts counts = new Counts(metrics);
  private final Net net = Net.start(System::nanoTime);
  private ListedSink sink = ListedSink.answering();
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(net));

  @AfterEach
  void stop() throws Exception {
    sink.release();
    for (var one : open) one.close();
  }

  @Test
  void every_worked_example_is_taken_or_counted_and_the_connection_lives_on() throws IOException {
    start(ROOMY);

    try (var client = connect()) {
      write(client, joined(E1, E2, E3, E4, E5, E6_EMPTY, E2, Frames.e8(), E9, E10));
      write(client, joined(E11_NO_KEY_LENGTH, E12_KEY_PAST_END, E13_BUCKET_PAST_END, E1));

      Await.until(() -> assertThat(sink.lines()).hasSize(9));
    }

    assertThat(sink.lines())
        .containsExactly(
            LINE_1,
            LINE_2,
            LINE_3,
            LINE_4,
            "default/null=hello",
            LINE_2,
            "requests/null=messageToBeSent0_" + "0a1b2c3d".repeat(1024),
            "b".repeat(200) + "/" + "k".repeat(100) + "=hello",
            LINE_1);
    assertThat(sink.sent().get(2).message().value()).isEmpty();
    Await.until(() -> assertThat(counts.of("weir_frames_accepted")).isEqualTo(9));
    assertThat(invalid("empty")).isEqualTo(1);
    assertThat(invalid("bounds")).isEqualTo(3);
    // Kafka has no topic name of 255 characters: the frame of example 9 is right, its topic is not.
    assertThat(counts.of("weir_messages_refused", new Label("reason", "invalid_topic"))).isOne();
  }

  @Test
  void frames_written_byte_by_byte_are_taken() throws IOException {
    start(ROOMY);

    try (var client = connect()) {
      for (var b : joined(E1, E2, E3)) write(client, new byte[] {b});

      Await.until(() -> assertThat(sink.lines()).containsExactly(LINE_1, LINE_2, LINE_3));
    }
  }

  @Test
  void frames_written_at_once_before_closing_are_all_taken() throws IOException {
    start(ROOMY);

    try (var client = connect()) {
      write(client, joined(E2, E1, E4));
    }

    Await.until(() -> assertThat(sink.lines()).containsExactly(LINE_2, LINE_1, LINE_4));
    Await.until(() -> assertThat(counts.of("weir_frames_connections")).isZero());
    assertThat(invalid("truncated")).isZero();
  }

  @Test
  void a_frame_that_is_broken_off_by_closing_is_counted() throws IOException {
    start(ROOMY);

    try (var client = connect()) {
      write(client, joined(E1, E18_TRUNCATED));
    }

    Await.until(() -> assertThat(invalid("truncated")).isOne());
    Await.until(() -> assertThat(sink.lines()).containsExactly(LINE_1));
  }

  @Test
  void an_absurd_length_closes_its_own_connection_and_no_other() throws IOException {
    start(ROOMY);

    try (var other = connect();
        var client = connect()) {
      write(client, joined(E1, E14_ABSURD));
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      write(other, E2);

      Await.until(() -> assertThat(sink.lines()).containsExactlyInAnyOrder(LINE_1, LINE_2));
    }

    assertThat(invalid("too_large")).isOne();
  }

  @Test
  void the_order_of_a_connection_is_kept_in_a_long_run() throws IOException {
    start(ROOMY);
    var numbers = IntStream.range(0, 20_000).boxed().toList();

    try (var client = connect()) {
      for (var number : numbers) write(client, frame("t", "", number.toString()));
    }

    Await.until(() -> assertThat(sink.sent()).hasSize(numbers.size()));
    assertThat(sink.lines()).isEqualTo(numbers.stream().map(n -> "t/null=" + n).toList());
  }

  // Repeated, for the end of a paused connection once overtook its last bytes, one time in ten.
  @RepeatedTest(20)
  void a_client_waits_while_there_is_no_room_and_nothing_is_lost() throws Exception {
    sink = ListedSink.silent();
    start(new LimitsConfig(1 << 20, 64 << 10, 4, 1 << 20));
    var message = "x".repeat(32 << 10);
    var frames = 100;

    var writer = Thread.ofVirtual().start(() -> writeAndClose(frames, message));
    Await.until(() -> assertThat(sink.sent()).hasSize(2)); // one topic has half of the room
    Await.until(() -> assertThat(refusedForRoom()).isGreaterThan(3));
    assertThat(writer.isAlive()).as("the client waits in its write").isTrue();
    assertThat(sink.sent()).hasSize(2);
    sink.release();

    Await.until(() -> assertThat(sink.sent()).hasSize(frames));
    assertThat(sink.lines())
        .isEqualTo(IntStream.range(0, frames).mapToObj(i -> "t/k" + i + "=" + message).toList());
    Await.until(() -> assertThat(counts.of("weir_frames_accepted")).isEqualTo(frames));
    assertThat(counts.of("weir_ingress_messages", new Label("ingress", "frames")))
        .as("a frame that waits for room counts once")
        .isEqualTo(frames);
    assertThat(invalid("truncated")).isZero();
    writer.join();
  }

  @Test
  void what_was_written_is_still_taken_when_the_ingress_closes() throws IOException {
    var port = start(ROOMY);

    try (var client = connect()) {
      for (var i = 0; i < 5_000; i++) write(client, frame("t", "", Integer.toString(i)));
      port.close();

      Await.until(() -> assertThat(sink.sent()).hasSize(5_000));
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void what_a_client_wrote_that_has_gone_is_taken_before_the_ingress_is_closed() throws Exception {
    sink = ListedSink.silent();
    var port = start(ROOMY, "acks.frames=kafka"); // one message at a time
    writeAndClose(20, "x");
    Await.until(() -> assertThat(sink.sent()).hasSize(1));

    var closing = Thread.ofVirtual().start(port::close);
    Await.until(() -> assertThat(socket()).doesNotExist());
    sink.release();
    closing.join();

    assertThat(sink.sent()).hasSize(20);
    assertThat(counts.of("weir_frames_connections")).isZero();
  }

  @Test
  void the_socket_is_for_owner_and_group_and_gone_after_close() throws IOException {
    var port = start(ROOMY);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
        .isEqualTo("rw-rw----");

    port.close();
    assertThat(socket()).doesNotExist();
  }

  @Test
  void a_socket_that_a_killed_process_left_is_replaced() throws IOException {
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket()));
    }
    assertThat(Files.exists(socket())).isTrue();

    start(ROOMY);

    try (var client = connect()) {
      write(client, E1);
      Await.until(() -> assertThat(sink.lines()).containsExactly(LINE_1));
    }
  }

  @Test
  void a_socket_that_somebody_listens_to_is_refused_and_left_alone() throws IOException {
    try (var alive = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      alive.bind(UnixDomainSocketAddress.of(socket()));

      assertThatThrownBy(() -> start(ROOMY))
          .isInstanceOf(NetException.class)
          .hasMessageContaining("another process listens there");

      assertThat(socket()).exists();
    }
  }

  @Test
  void a_file_that_is_no_socket_is_refused_and_left_alone() throws IOException {
    Files.writeString(socket(), "somebody's");

    assertThatThrownBy(() -> start(ROOMY))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("no socket");

    assertThat(socket()).hasContent("somebody's");
  }

  @Test
  void a_directory_that_does_not_exist_is_told_by_name() {
    var nowhere = directory.resolve("nowhere").resolve("weir.sock");

    assertThatThrownBy(() -> start(ROOMY, nowhere))
        .isInstanceOf(NetException.class)
        .hasMessageContaining(nowhere.toString());
  }

  private UnixPort start(LimitsConfig limits, String... settings) {
    return start(limits, socket(), settings);
  }

  private UnixPort start(LimitsConfig limits, Path socket, String... settings) {
    var delivery = Delivery.start(limits, sink::open, metrics, System::nanoTime);
    open.push(delivery);
    var context = new Context(net, delivery, metrics, () -> completedFuture(List.of()));
    var config = WeirConfig.read(Sources.of(settings)).withLimits(limits);
    var port = new FramesIngress(context, () -> config).open(socket);
    open.push(port);
    return port;
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

  private void writeAndClose(int frames, String message) {
    try (var client = connect()) {
      for (var i = 0; i < frames; i++) write(client, frame("t", "k" + i, message));
    } catch (IOException e) {
      throw new AssertionError("the client could not write", e);
    }
  }

  private long invalid(String reason) {
    return counts.of("weir_frames_invalid", new Label("reason", reason));
  }

  private long refusedForRoom() {
    return counts.of("weir_messages_refused", new Label("reason", "memory_full"));
  }
}
