package dev.weir.tests.faults;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A client of the socket that acknowledges: writes numbers until the gateway closes it, and counts
/// those that are acknowledged.
final class AckedLoad implements AutoCloseable {
  private static final byte[] HELLO = "WEIR\1\0\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SERVER_HELLO_BYTES = 16;
  private static final byte DONE = 1;

  private final SocketChannel socket;
  private final String topic;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicInteger words = new AtomicInteger();
  private final Thread reader = Thread.ofVirtual().unstarted(this::read);

  private AckedLoad(SocketChannel socket, String topic) {
    this.socket = socket;
    this.topic = topic;
  }

  static AckedLoad start(Path path, String topic) throws IOException {
    var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    var load = new AckedLoad(socket, topic);
    load.write(ByteBuffer.wrap(HELLO));
    Thread.ofVirtual().start(load::writeNumbers);
    load.reader.start();
    return load;
  }

  private void writeNumbers() {
    try {
      for (var number = 0L; ; number++) write(FrameLoad.frame(topic, "k", number));
    } catch (IOException e) {
      return; // the gateway has gone
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) socket.write(bytes);
  }

  private void read() {
    try {
      take(SERVER_HELLO_BYTES);
      while (true) {
        var message = take(take(Integer.BYTES).getInt());
        if (message.get() == DONE) acknowledged.set(message.getLong());
        words.incrementAndGet();
      }
    } catch (IOException e) {
      return; // the gateway has gone
    }
  }

  private ByteBuffer take(int count) throws IOException {
    var bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (socket.read(bytes) < 0) throw new IOException("the gateway closed the connection");
    }
    return bytes.flip();
  }

  /// How many, from 0 on.
  long acknowledged() {
    return acknowledged.get();
  }

  /// What the gateway has said in all.
  int words() {
    return words.get();
  }

  /// Waits until the gateway has gone and all that it had said is read.
  void awaitEnd() throws InterruptedException {
    reader.join();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
