package dev.weir.cli.bench;

import dev.weir.cli.load.Pace;
import dev.weir.cli.load.Tally;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Clients of `listen.unix-acked`: frames one after the other, some of which wait for their
/// answers.
final class FrameClients {
  private static final byte[] HELLO = {'W', 'E', 'I', 'R', 1, 0, 0, 0};
  private static final int HELLO_BYTES = 16;
  private static final int WINDOW_AT = 8;

  private final Path socket;
  private final Frames frames;
  private final Load load;

  /// @param inFlight how many of a connection may be without an answer
  record Frames(String topic, List<byte[]> messages, int inFlight) {}

  record Load(double perSecond, Duration patience, BooleanSupplier stop) {}

  FrameClients(Path socket, Frames frames, Load load) {
    this.socket = socket;
    this.frames = frames;
    this.load = load;
  }

  /// One of them, to the end of the tally's window.
  void run(int number, Tally tally) throws Exception {
    try (var channel = open()) {
      var over = tally.window().endNanos() - System.nanoTime() + 2 * load.patience.toNanos();
      CompletableFuture.delayedExecutor(over, TimeUnit.NANOSECONDS).execute(() -> close(channel));
      var window = Math.min(greet(channel), frames.inFlight);
      var flight = new FrameFlight(channel, frames.messages, window, tally);
      var reader = Thread.ofPlatform().daemon().name("weir-answers-" + number).start(flight::read);
      try {
        write(channel, flight, tally);
      } catch (IOException e) {
        flight.broke(e);
      }
      flight.end(load.stop.getAsBoolean() ? Duration.ZERO : load.patience);
      close(channel);
      reader.join(load.patience);
    }
  }

  private SocketChannel open() {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw deaf("nobody listens there (%s)".formatted(e.getMessage()), e);
    }
  }

  private Failure deaf(String why, IOException cause) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "No frames can be sent to " + socket,
        why,
        "Give the path of a running gateway's listen.unix-acked as --address.",
        cause);
  }

  /// @return the window of the server
  private int greet(SocketChannel channel) {
    // One that does not know this greeting closes, or keeps silent: then this closes the channel.
    var patience =
        CompletableFuture.delayedExecutor(load.patience.toMillis(), TimeUnit.MILLISECONDS);
    var hello = ByteBuffer.allocate(HELLO_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    patience.execute(() -> {
      if (hello.hasRemaining()) close(channel);
    });
    try {
      channel.write(ByteBuffer.wrap(HELLO));
      while (hello.hasRemaining()) {
        if (channel.read(hello) < 0) throw new ClosedChannelException();
      }
    } catch (IOException e) {
      throw deaf("it did not greet, as the socket that acknowledges does", e);
    }
    return hello.getInt(WINDOW_AT);
  }

  private void write(SocketChannel channel, FrameFlight flight, Tally tally)
      throws IOException, InterruptedException {
    var frame = new Frame(frames.topic);
    var pace = Pace.of(load.perSecond);
    while (!load.stop.getAsBoolean() && !tally.isFutile()) {
      var due = pace.next();
      if (tally.window().isOver(due)) return;
      if (tally.window().isOver(System.nanoTime())) return;
      Pace.until(due, load.stop);
      if (!flight.start(due, load.patience)) return;
      var bytes = frame.of(flight.newest());
      while (bytes.hasRemaining()) channel.write(bytes);
    }
  }

  /// Writes frames into one buffer.
  private static final class Frame {
    private final byte[] topic;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    Frame(String topic) {
      this.topic = topic.getBytes(StandardCharsets.US_ASCII);
    }

    ByteBuffer of(byte[] message) {
      var length = 2 + topic.length + message.length;
      if (buffer.capacity() < Integer.BYTES + length) {
        buffer = ByteBuffer.allocateDirect(Integer.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
      }
      buffer.clear().putInt(length).put((byte) topic.length).put(topic);
      return buffer.put((byte) 0).put(message).flip();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Whoever uses it notices.
    }
  }
}
