package dev.weir.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/// Ends an HTTP/2 connection that sends too many [ControlFrames], and knows how much of its answers
/// waits for its client to read. On its event loop.
final class Http2Guard extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Http2Guard> KEY =
      AttributeKey.valueOf(Http2Guard.class, "guard");

  /// No client needs more.
  private static final int CONTROL_FRAMES_MAX = 1_000;

  /// `GOAWAY` behind the last stream that there can be, with `ENHANCE_YOUR_CALM`.
  private static final byte[] GO_AWAY = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7F, -1, -1, -1, 0, 0, 0, 11};

  private final ControlFrames frames;
  private boolean over;
  private long unreadBytes;

  /// @param nowNanos by the connection's event loop
  Http2Guard(Channel channel, long nowNanos) {
    this.frames = new ControlFrames(CONTROL_FRAMES_MAX, nowNanos);
    channel.attr(KEY).set(this);
  }

  /// Has it take so many control frames in 30 s.
  static void allow(HttpConnection connection, int controlFrames) {
    var guard = of(connection);
    if (guard != null) guard.frames.allow(controlFrames);
  }

  /// Counts bytes of an answer that wait to be read, or with a minus such as wait no more.
  static void addUnread(HttpConnection connection, int bytes) {
    var guard = of(connection);
    if (guard != null) guard.unreadBytes += bytes;
  }

  static long unreadBytes(HttpConnection connection) {
    var guard = of(connection);
    return guard == null ? 0 : guard.unreadBytes;
  }

  private static @Nullable Http2Guard of(HttpConnection connection) {
    return connection instanceof ConnectionBase base ? base.channel().attr(KEY).get() : null;
  }

  /// Hot.
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (over) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof ByteBuf bytes
        && frames.exceededBy(bytes, context.executor().ticker().nanoTime())) {
      over = true;
      bytes.release();
      var _ =
          context
              .writeAndFlush(Unpooled.wrappedBuffer(GO_AWAY))
              .addListener(ChannelFutureListener.CLOSE);
    } else {
      context.fireChannelRead(message);
    }
  }
}
