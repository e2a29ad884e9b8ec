package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/// The server sockets of one broker, bound before Kafka starts.
///
/// So a taken port ends the start before there is anything to take back, a free port cannot be
/// snatched between choosing and using it, and a client that is early waits instead of being
/// refused. Kafka closes the sockets it took over; closing one twice does nothing.
final class Listeners implements Resource {
  static final String HOST = "127.0.0.1";
  static final String CLIENT = "CLIENT";
  static final String CONTROLLER = "CONTROLLER";

  /// Where the broker calls itself (transactions do) when the advertised address leads elsewhere,
  /// or to where one has to log in.
  static final String INTERNAL = "INTERNAL";

  private static final int BACKLOG = 128;

  private final Map<String, ServerSocketChannel> channels = new LinkedHashMap<>();

  private Listeners() {}

  /// @param internal whether the broker needs a way to itself that is not its clients'
  static Listeners open(int port, boolean internal) {
    try (var attempt = new Opened()) {
      var listeners = attempt.own(new Listeners());
      listeners.bind(CLIENT, port);
      listeners.bind(CONTROLLER, 0);
      if (internal) {
        listeners.bind(INTERNAL, 0);
      }
      attempt.release();
      return listeners;
    } catch (BindException e) {
      throw new IllegalStateException(
          ("The embedded broker cannot listen: port %d is in use or not allowed (%s). Stop what uses"
                  + " it, or set broker.port to another one or to 0, which takes any free one.")
              .formatted(port, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded broker cannot listen on " + HOST, e);
    }
  }

  private void bind(String name, int port) throws IOException {
    var channel = ServerSocketChannel.open();
    channels.put(name, channel);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.configureBlocking(false);
    channel.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), BACKLOG);
  }

  Iterable<String> names() {
    return channels.keySet();
  }

  ServerSocketChannel channel(String name) {
    var channel = channels.get(name);
    if (channel == null) {
      throw new IllegalArgumentException("no listener named " + name);
    }
    return channel;
  }

  int clientPort() {
    return port(CLIENT);
  }

  int port(String name) {
    return channel(name).socket().getLocalPort();
  }

  @Override
  public void close() {
    try {
      for (var channel : channels.values()) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
