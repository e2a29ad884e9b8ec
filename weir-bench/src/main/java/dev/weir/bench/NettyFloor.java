package dev.weir.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The least that an HTTP server on Netty can do: take the request, look at nothing, answer.
final class NettyFloor {
  /// What `/push` answers when all is well.
  static final String ANSWER = "{\"status\":\"ok\",\"errors\":[]}";

  private NettyFloor() {}

  public static void main(String[] line) throws IOException {
    var arguments = Arguments.parse(line, Map.of("loops", "2"));
    Lifeline.ready("http=" + listen(arguments.count("loops")));
    Lifeline.untilParentEnds();
  }

  private static int listen(int loops) {
    var channel =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(loops, EpollIoHandler.newFactory()))
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childHandler(new Pipeline())
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final Answering answering = new Answering();

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new HttpServerCodec(), answering);
    }
  }

  @Sharable
  private static final class Answering extends ChannelInboundHandlerAdapter {
    private final ByteBuf body =
        Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes(ANSWER.getBytes(StandardCharsets.US_ASCII)));

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof LastHttpContent) {
        var _ = context.write(answer(), context.voidPromise());
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    private DefaultFullHttpResponse answer() {
      var answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body.duplicate());
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
      return answer;
    }
  }
}
