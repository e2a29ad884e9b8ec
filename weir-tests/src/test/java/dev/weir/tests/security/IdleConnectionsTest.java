package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a connection costs that is only there. Measured: 8.3 KiB, with the client's end of it in
/// the same heap. Takes some 10 s.
@Tag("C8")
@Tag("chaos")
@Timeout(120)
class IdleConnectionsTest {
  private static final int MANY = 2_000;
  private static final long BYTES_MAX = 30 << 10;
  private static final byte[] REQUEST = "GET /here HTTP/1.1\r\nHost: w\r\n\r\n".getBytes(US_ASCII);

  @Test
  void an_idle_connection_takes_less_than_30_kib_of_heap() throws IOException {
    var open = new ArrayList<SocketChannel>();
    try (var port = new BarePort()) {
      open(MANY / 10, port, open);
      var before = usedBytes();

      open(MANY, port, open);

      assertThat((usedBytes() - before) / MANY).isLessThan(BYTES_MAX);
    } finally {
      for (var channel : open) channel.close();
    }
  }

  /// Each has had an answer, and waits for the next request.
  private static void open(int count, BarePort port, List<SocketChannel> open) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port());
    for (var i = 0; i < count; i++) {
      var channel = SocketChannel.open(address);
      open.add(channel);
      channel.write(ByteBuffer.wrap(REQUEST));
      assertThat(channel.read(ByteBuffer.allocate(1_000))).isPositive();
    }
  }

  private static long usedBytes() {
    for (var i = 0; i < 3; i++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
