package dev.weir.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// The least server of frames: it counts them, and acknowledges each if it is asked to.
final class TinySocket implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel server;
  private final boolean answers;
  private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
  private final AtomicLong frames = new AtomicLong();

  private TinySocket(Path path, boolean answers) throws IOException {
    this.path = path;
    this.answers = answers;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread.ofPlatform().daemon().start(this::accept);
  }

  static TinySocket silent(Path path) throws IOException {
    return new TinySocket(path, false);
  }

  static TinySocket acknowledging(Path path) throws IOException {
    return new TinySocket(path, true);
  }

  Path path() {
    return path;
  }

  long frames() {
    return frames.get();
  }

  /// Waits until so many have come; the test's own time limit bounds it.
  long awaitFrames(long wanted) {
    while (frames.get() < wanted) Thread.onSpinWait();
    return frames.get();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        clients.add(client);
        Thread.ofPlatform().daemon().start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(SocketChannel client) {
    try (var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(client)))) {
      if (answers) {
        in.readNBytes(8);
        client.write(ByteBuffer.allocate(16));
      }
      for (var done = 1L; ; done++) {
        in.skipNBytes(Integer.reverseBytes(in.readInt()));
        frames.incrementAndGet();
        if (answers) client.write(done(done));
      }
    } catch (IOException e) {
      // either end has gone
    }
  }

  private static ByteBuffer done(long count) {
    var message = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
    return message.putInt(9).put((byte) 1).putLong(count).flip();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var client : clients) client.close();
  }
}
