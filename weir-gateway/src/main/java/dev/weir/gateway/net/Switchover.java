package dev.weir.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lets a 101 out and holds what follows it, until it is taken away: once the client speaks HTTP/2.
///
/// The client of the JDK loses what comes while it changes over, where a 16 KiB buffer of its own
/// does not hold all of it. It says its preface when it is ready. Whatever the answer is, it is
/// small: more than the 64 KiB of a connection's first window does not come before the preface. On
/// the connection's event loop.
final class Switchover extends ChannelOutboundHandlerAdapter {
  private static final byte[] SWITCHING = "HTTP/1.1 101 ".getBytes(StandardCharsets.US_ASCII);

  private @Nullable PendingWriteQueue held;

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (held != null) {
      held.add(message, promise);
      return;
    }
    if (switches(message)) held = new PendingWriteQueue(context);
    else context.pipeline().remove(this); // it is refused
    var _ = context.write(message, promise);
  }

  private static boolean switches(Object message) {
    if (!(message instanceof ByteBuf bytes) || bytes.readableBytes() < SWITCHING.length) {
      return false;
    }
    for (var i = 0; i < SWITCHING.length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != SWITCHING[i]) return false;
    }
    return true;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (held == null) return;
    var _ = held.removeAndWriteAll();
    context.flush();
  }
}
