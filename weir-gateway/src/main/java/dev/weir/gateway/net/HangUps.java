package dev.weir.gateway.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Keeps a connection open when a client hangs up on one of its calls while the end of that call is
/// being sent.
///
/// Trailers that wait behind data then fail with an error of their stream. Vert.x takes it for one
/// of the connection and closes that, with all other calls on it.
final class HangUps extends ChannelInboundHandlerAdapter {
  private HangUps() {}

  static void forgive(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.channel().pipeline().addFirst(new HangUps());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Http2Exception.StreamException) return; // its stream is closed by now
    context.fireExceptionCaught(cause);
  }
}
