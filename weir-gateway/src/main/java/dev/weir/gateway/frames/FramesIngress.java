package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.config.LimitsConfig;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.UnixPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Takes messages in frames from a Unix domain socket. The wire has no answers, so the safety level
/// shows only in how far a client may run ahead.
public final class FramesIngress implements AutoCloseable {
  /// How long a client may hold room that others need without writing on.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final UnixPort port;

  private FramesIngress(UnixPort port) {
    this.port = port;
  }

  /// Opens the socket.
  ///
  /// @param limits of which the largest message counts for connections from now on
  /// @param acks how safe a message must be before the next one of its connection is taken
  /// @throws NetException if that cannot be done, with the reason
  public static FramesIngress start(
      Path socket, Context context, Supplier<LimitsConfig> limits, Supplier<Acks> acks) {
    var delivery = context.delivery();
    var metrics = new FrameMetrics(context.metrics());
    var room = new FrameRoom(delivery.budget(), PATIENCE);
    var intake = new Intake(delivery::submit, acks, metrics, room);
    return start(socket, context.net(), intake, () -> limits.get().messageBytes());
  }

  static FramesIngress start(Path socket, Net net, Intake intake, IntSupplier messageBytesMax) {
    return new FramesIngress(
        UnixPort.open(
            net,
            socket,
            connection -> new FrameReader(connection, intake, codec(messageBytesMax.getAsInt()))));
  }

  private static FrameCodec codec(int messageBytesMax) {
    return new FrameCodec((long) messageBytesMax + FrameCodec.NAMES_BYTES_MAX);
  }

  /// Takes no more clients, reads what was written, and removes the socket.
  @Override
  public void close() {
    port.close();
  }
}
