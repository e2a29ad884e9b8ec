package dev.weir.gateway.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;

/// The library's own transport, which shows every connection to [Connections] before anything else
/// sees it. All but [#serverChannelFactory] is passed on.
@SuppressWarnings("deprecation") // InternetProtocolFamily stands in the interface
record Accepting(Transport library, Connections connections) implements Transport {
  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    var factory = library.serverChannelFactory(domainSocket);
    return () -> watched(factory.newChannel(), domainSocket);
  }

  private <C extends ServerChannel> C watched(C server, boolean domainSocket) {
    server.pipeline().addLast(new Doorkeeper(connections, domainSocket));
    return server;
  }

  /// Sees the connections of one listener. On the thread that accepts.
  private static final class Doorkeeper extends ChannelInboundHandlerAdapter {
    private final Connections connections;
    private final boolean domainSocket;

    Doorkeeper(Connections connections, boolean domainSocket) {
      this.connections = connections;
      this.domainSocket = domainSocket;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel connection && !admit(connection, context.channel())) {
        connection.unsafe().closeForcibly();
      } else {
        context.fireChannelRead(message);
      }
    }

    private boolean admit(Channel connection, Channel listener) {
      if (domainSocket) {
        connections.admit(connection, listener);
        return true;
      }
      if (!connections.admit(connection)) return false;
      HttpGuard.place(connection, connections.headAtMost);
      return true;
    }
  }

  @Override
  public boolean supportsDomainSockets() {
    return library.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return library.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return library.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return library.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return library.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return library.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return library.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
    return library.eventLoopGroup(type, threads, factory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return library.datagramChannel();
  }

  @Override
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return library.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return library.channelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    library.configure(channel, options);
  }

  @Override
  public void configure(
      ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
    library.configure(options, connectTimeout, domainSocket, bootstrap);
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    library.configure(options, domainSocket, bootstrap);
  }
}
