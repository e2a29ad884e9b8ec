package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One keep-alive connection of the load: it repeats one request and takes the answers in order.
///
/// Owned by the load's thread.
final class LoadConnection {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request;
  private final AnswerReader answers = new AnswerReader();

  // A ring of the moments at which the requests in progress were made.
  private final long[] madeAtNanos;
  private long made;
  private long answered;
  private int unwritten;

  private LoadConnection(SocketChannel channel, Selector selector, ByteBuffer request, int depth)
      throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
    this.request = request.limit(0);
    this.madeAtNanos = new long[depth];
  }

  /// `depth` is how many requests may be in progress: 1 unless pipelining is asked for.
  static LoadConnection open(Selector selector, int port, byte[] request, int depth)
      throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new LoadConnection(channel, selector, ByteBuffer.wrap(request), depth);
  }

  int inProgress() {
    return (int) (made - answered);
  }

  /// Makes one more request.
  void request(long nowNanos) throws IOException {
    madeAtNanos[(int) (made % madeAtNanos.length)] = nowNanos;
    made++;
    unwritten++;
    write();
  }

  /// Writes what the socket takes; what it does not take waits until it is writable.
  void write() throws IOException {
    while (unwritten > 0 || request.hasRemaining()) {
      if (!request.hasRemaining()) {
        request.clear();
        unwritten--;
      }
      channel.write(request);
      if (request.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
    }
    if (key.interestOps() != SelectionKey.OP_READ) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  void read() throws IOException {
    if (channel.read(answers.space()) < 0) {
      throw new IOException("The server closed the connection");
    }
  }

  /// The status of the next answer, 0 if there is none yet.
  int nextStatus() {
    return answers.next();
  }

  /// The moment at which the request of the answer just taken was made.
  long answeredRequestNanos() {
    long madeAt = madeAtNanos[(int) (answered % madeAtNanos.length)];
    answered++;
    return madeAt;
  }

  int depth() {
    return madeAtNanos.length;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /// Gives up what is in progress.
  void close() {
    answered = made;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A connection of the load could not be closed", e);
    }
  }
}
