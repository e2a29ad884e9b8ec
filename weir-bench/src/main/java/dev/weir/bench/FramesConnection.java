package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// One connection of [FramesLoad]: it writes the same frames again and again. Owned by its thread.
final class FramesConnection {
  private static final byte[] HELLO = {'W', 'E', 'I', 'R', 1, 0, 0, 0};
  private static final int HELLO_BYTES = 16;
  private static final byte DONE = 1;

  /// What one write has.
  record Frames(String topic, int valueBytes, int count) {
    ByteBuffer buffer() {
      var name = topic.getBytes(StandardCharsets.US_ASCII);
      var value = PushRequest.value(valueBytes).getBytes(StandardCharsets.US_ASCII);
      var length = 1 + name.length + 1 + value.length;
      var buffer =
          ByteBuffer.allocateDirect(count * (Integer.BYTES + length))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (var i = 0; i < count; i++) {
        buffer.putInt(length).put((byte) name.length).put(name).put((byte) 0).put(value);
      }
      return buffer;
    }
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer buffer;
  private final int frames;
  private final boolean acked;
  private final Flight flight;
  private final ByteBuffer answers = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
  private Tally tally = new Tally(Duration.ZERO, System.nanoTime());

  private FramesConnection(SocketChannel channel, SelectionKey key, Frames frames, int inFlight) {
    this.channel = channel;
    this.key = key;
    this.buffer = frames.buffer();
    buffer.limit(0);
    this.frames = frames.count();
    this.acked = inFlight > 0;
    this.flight = new Flight(Math.max(inFlight, frames.count()));
  }

  /// @param inFlight how many may be without an answer; 0 for a socket that does not answer
  static FramesConnection open(Selector selector, Path socket, Frames frames, int inFlight)
      throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    if (inFlight > 0) {
      channel.write(ByteBuffer.wrap(HELLO));
      var hello = ByteBuffer.allocate(HELLO_BYTES);
      while (hello.hasRemaining()) {
        if (channel.read(hello) < 0) throw new IOException("The server did not greet");
      }
    }
    channel.configureBlocking(false);
    var key = channel.register(selector, 0);
    var connection = new FramesConnection(channel, key, frames, inFlight);
    key.attach(connection);
    return connection;
  }

  void begin(Tally next) throws IOException {
    tally = next;
    if (channel.isOpen()) write();
    else tally.failed(1);
  }

  boolean isBusy() {
    return channel.isOpen()
        && (buffer.hasRemaining() || (acked && flight.count() > 0) || mayWrite());
  }

  private boolean mayWrite() {
    return tally.isOpen(System.nanoTime()) && flight.room() >= frames;
  }

  /// Hot.
  void serve() throws IOException {
    if (key.isReadable()) read();
    write();
  }

  private void write() throws IOException {
    while (buffer.hasRemaining() || mayWrite()) {
      if (!buffer.hasRemaining()) {
        buffer.rewind().limit(buffer.capacity());
        flight.made(frames, System.nanoTime());
      }
      channel.write(buffer);
      if (buffer.hasRemaining()) {
        key.interestOps(interest(SelectionKey.OP_WRITE));
        return;
      }
      if (!acked) taken();
    }
    key.interestOps(interest(0));
  }

  private int interest(int more) {
    return acked ? more | SelectionKey.OP_READ : more;
  }

  private void taken() {
    flight.forget();
    tally.accepted(frames, System.nanoTime());
  }

  private void read() throws IOException {
    if (channel.read(answers) < 0) throw new IOException("The server closed the connection");
    answers.flip();
    while (answers.remaining() >= Integer.BYTES
        && answers.remaining() >= Integer.BYTES + answers.getInt(answers.position())) {
      take();
    }
    answers.compact();
  }

  /// A count says all that the counts before it said.
  private void take() throws IOException {
    var end = answers.getInt() + answers.position();
    if (answers.get() != DONE) throw new IOException("A frame was refused");
    var more = (int) (answers.getLong() - flight.answered());
    flight.answered(more, tally, System.nanoTime());
    answers.position(end);
  }

  void giveUp() {
    flight.lost(tally);
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A connection of the load could not be closed", e);
    }
  }
}
