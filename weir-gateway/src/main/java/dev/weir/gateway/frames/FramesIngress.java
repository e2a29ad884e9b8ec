package dev.weir.gateway.frames;

import dev.weir.config.LimitsConfig;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.NetException;
import dev.weir.gateway.net.UnixPort;
import java.nio.file.Path;

/// Takes messages in frames from a Unix domain socket, on the safety level of memory: the wire has
/// no answer that could promise more.
public final class FramesIngress implements AutoCloseable {
  private final UnixPort port;

  private FramesIngress(UnixPort port) {
    this.port = port;
  }

  /// Opens the socket.
  ///
  /// @throws NetException if that cannot be done, with the reason
  public static FramesIngress start(Path socket, Context context, LimitsConfig limits) {
    var metrics = new FrameMetrics(context.metrics());
    var frameBytesMax = (long) limits.messageBytes() + FrameCodec.NAMES_BYTES_MAX;
    return new FramesIngress(
        UnixPort.open(
            context.net(),
            socket,
            connection ->
                new FrameReader(
                    connection, context.delivery(), metrics, new FrameCodec(frameBytesMax))));
  }

  /// Takes no more clients, reads what was written, and removes the socket.
  @Override
  public void close() {
    port.close();
  }
}
