package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.Address;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenersTest {
  private static final Address.Tcp ANY_PORT = new Address.Tcp("127.0.0.1", 0);

  private final Net net = Net.start(System::nanoTime);

  @AfterEach
  void stop() {
    net.close();
  }

  @Test
  void connections_are_dealt_out_among_all_event_loops() throws IOException {
    var loops = new HashSet<String>();

    try (var listeners = Listeners.open(net, ANY_PORT, this::tellTheLoop)) {
      for (var i = 0; i < 4 * net.loops(); i++) loops.add(answerOf(listeners.port()));
    }

    assertThat(loops).hasSize(net.loops());
  }

  @Test
  void two_listeners_on_any_port_get_ports_of_their_own() {
    try (var one = Listeners.open(net, ANY_PORT, this::tellTheLoop);
        var other = Listeners.open(net, ANY_PORT, this::tellTheLoop)) {
      assertThat(one.port()).isNotZero().isNotEqualTo(other.port());
    }
  }

  @Test
  void a_port_in_use_is_refused_with_its_address() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new Address.Tcp("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> Listeners.open(net, address, this::tellTheLoop))
          .isInstanceOf(NetException.class)
          .hasMessageContaining("cannot listen on " + address)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void nothing_listens_after_close_and_closing_twice_is_closing_once() {
    var listeners = Listeners.open(net, ANY_PORT, this::tellTheLoop);

    listeners.close();
    listeners.close();

    assertThatThrownBy(() -> answerOf(listeners.port())).isInstanceOf(ConnectException.class);
  }

  private Future<Integer> tellTheLoop(SocketAddress address) {
    return net.vertx()
        .createNetServer()
        .connectHandler(socket -> socket.end(Buffer.buffer(Thread.currentThread().getName())))
        .listen(address)
        .map(NetServer::actualPort);
  }

  private static String answerOf(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
