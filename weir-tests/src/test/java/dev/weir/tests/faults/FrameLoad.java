package dev.weir.tests.faults;

import dev.weir.tests.Await;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A client of the Unix socket that writes numbers until the gateway closes it.
final class FrameLoad implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(1);

  private final SocketChannel socket;
  private final String topic;
  private final AtomicLong written = new AtomicLong();

  private FrameLoad(SocketChannel socket, String topic) {
    this.socket = socket;
    this.topic = topic;
  }

  static FrameLoad start(Path path, String topic) throws IOException {
    var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    var load = new FrameLoad(socket, topic);
    Thread.ofVirtual().start(load::write);
    return load;
  }

  private void write() {
    try {
      while (true) {
        var frame = frame(topic, "", written.get());
        while (frame.hasRemaining()) socket.write(frame);
        written.incrementAndGet();
        Await.pass(EVERY);
      }
    } catch (IOException e) {
      return; // the gateway has gone
    }
  }

  /// Length, then topic and key behind their own lengths, then the value; little-endian.
  static ByteBuffer frame(String topic, String key, long number) {
    var value = Long.toString(number);
    var length = 1 + topic.length() + 1 + key.length() + value.length();
    return ByteBuffer.allocate(4 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .put((byte) topic.length())
        .put(topic.getBytes(StandardCharsets.US_ASCII))
        .put((byte) key.length())
        .put(key.getBytes(StandardCharsets.US_ASCII))
        .put(value.getBytes(StandardCharsets.US_ASCII))
        .flip();
  }

  /// How many, from 0 on.
  long written() {
    return written.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
