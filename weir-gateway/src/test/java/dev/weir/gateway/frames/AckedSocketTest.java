package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.frame;
import static dev.weir.gateway.frames.Frames.hex;
import static dev.weir.gateway.frames.Frames.joined;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.LimitsConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Await;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.UnixPort;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The socket that acknowledges, as a client finds it, before a sink that answers when it is told.
@Timeout(60)
class AckedSocketTest {
  private static final LimitsConfig LIMITS = new LimitsConfig(64 << 20, 1 << 20, 100_000, 1 << 20);
  private static final byte[] SERVER_HELLO = hex("57454952 01 02 0000 00040000 00021000");

  @TempDir Path directory;

  private final Metrics metrics = new Metrics();
  private final Net net = Net.start(System::nanoTime);
  private final ListedSink sink = ListedSink.silent();
  private Delivery delivery;
  private UnixPort port;
  private SocketChannel client;
  private volatile WeirConfig config = config("acks.frames-acked=kafka");

  /// How often a count was told.
  private int words;

  @BeforeEach
  void start() throws IOException {
    delivery = Delivery.start(LIMITS, sink::open, metrics, System::nanoTime);
    var context = new Context(net, delivery, metrics, () -> completedFuture(List.of()));
    var socket = directory.resolve("acked.sock");
    port = new FramesIngress(context, () -> config).openAcked(socket);
    connect();
    assertThat(read(16)).isEqualTo(SERVER_HELLO);
  }

  private void connect() throws IOException {
    client = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("acked.sock")));
    write(hex("57454952 01 000000"));
  }

  private static WeirConfig config(String... settings) {
    return WeirConfig.read(Sources.of(settings)).withLimits(LIMITS);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    sink.release();
    port.close();
    delivery.close();
    net.close();
  }

  @Test
  void frames_are_acknowledged_when_the_sink_has_them() throws IOException {
    write(joined(frame("t", "", "1"), frame("t", "", "2")));
    Await.until(() -> assertThat(sink.sent()).hasSize(2));
    sink.release();

    assertThat(lastCount(2)).isEqualTo(2);
    assertThat(sink.lines()).containsExactly("t/null=1", "t/null=2");
  }

  @Test
  void many_frames_are_acknowledged_in_few_words() throws IOException {
    sink.release();

    var frames = IntStream.range(0, 20_000).mapToObj(i -> frame("t", "", "" + i));
    write(joined(frames.toArray(byte[][]::new)));

    assertThat(lastCount(20_000)).isEqualTo(20_000);
    assertThat(words).isLessThan(10_000); // the sink answers them one by one
  }

  @Test
  void the_hello_tells_what_every_topic_has_at_least() throws IOException {
    client.close();
    config = config("acks.frames-acked=kafka", "routes.0.topic=t", "routes.0.acks=memory");

    connect();

    assertThat(read(16)[5]).isEqualTo((byte) 0);
  }

  @Test
  void a_connection_keeps_the_level_of_its_hello() throws IOException {
    config = config("acks.frames-acked=memory");

    write(frame("t", "", "1"));
    Await.until(() -> assertThat(sink.sent()).hasSize(1));
    client.configureBlocking(false);
    assertThat(client.read(ByteBuffer.allocate(1))).as("nothing is done yet").isZero();
    client.configureBlocking(true);
    sink.release();

    assertThat(lastCount(1)).isOne();
  }

  @Test
  void a_port_that_closes_tells_what_is_safe_then_that_it_stops() throws Exception {
    write(joined(frame("t", "", "1"), frame("t", "", "2")));
    Await.until(() -> assertThat(sink.sent()).hasSize(2));

    var closing = Thread.ofVirtual().start(port::close);
    sink.release();

    assertThat(lastCount(2)).isEqualTo(2);
    var rest = readAll();
    assertThat(Arrays.copyOfRange(rest, Integer.BYTES, rest.length))
        .startsWith(joined(hex("03 08"), Frames.text("stopping")));
    closing.join();
  }

  /// Reads counts until this one has come.
  private long lastCount(long wanted) throws IOException {
    var count = 0L;
    while (count < wanted) {
      var word = ByteBuffer.wrap(read(13)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(word.getInt()).isEqualTo(9);
      assertThat(word.get()).isEqualTo(Acknowledgements.DONE);
      count = word.getLong();
      words++;
    }
    return count;
  }

  private void write(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) client.write(buffer);
  }

  private byte[] read(int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) assertThat(client.read(bytes)).isPositive();
    return bytes.array();
  }

  private byte[] readAll() throws IOException {
    var bytes = ByteBuffer.allocate(1 << 16);
    while (client.read(bytes) >= 0) {
      // until the end
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
