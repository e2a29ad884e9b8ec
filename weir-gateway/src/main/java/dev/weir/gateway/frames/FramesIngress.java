package dev.weir.gateway.frames;

import dev.weir.config.LimitsConfig;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.UnixPort;
import java.nio.file.Path;
import java.time.Duration;

/// Takes messages in frames from a Unix domain socket, on the safety level of memory: the wire has
/// no answer that could promise more.
public final class FramesIngress implements AutoCloseable {
  /// How long a client may hold room that others need without writing on.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final UnixPort port;

  private FramesIngress(UnixPort port) {
    this.port = port;
  }

  /// Opens the socket.
  ///
  /// @throws NetException if that cannot be done, with the reason
  public static FramesIngress start(Path socket, Context context, LimitsConfig limits) {
    return start(socket, context, limits, PATIENCE);
  }

  static FramesIngress start(Path socket, Context context, LimitsConfig limits, Duration patience) {
    var delivery = context.delivery();
    var room = new FrameRoom(delivery.budget(), patience);
    var intake = new Intake(delivery, new FrameMetrics(context.metrics()), room);
    var frameBytesMax = (long) limits.messageBytes() + FrameCodec.NAMES_BYTES_MAX;
    return new FramesIngress(
        UnixPort.open(
            context.net(),
            socket,
            connection -> new FrameReader(connection, intake, new FrameCodec(frameBytesMax))));
  }

  /// Takes no more clients, reads what was written, and removes the socket.
  @Override
  public void close() {
    port.close();
  }
}
