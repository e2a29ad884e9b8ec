package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.config.SocketAccess;
import dev.weir.delivery.Budget;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// By what the gateway tells one client from another.
@Timeout(30)
class ClientTest {
  private static final SocketAccess ACCESS =
      new SocketAccess(PosixFilePermissions.fromString("rw-rw----"), null, null, Set.of());

  private static final Address.Tcp ANY_PORT = new Address.Tcp("127.0.0.1", 0);
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  private final Net net = Net.start(System::nanoTime);
  private final BlockingQueue<String> clients = new ArrayBlockingQueue<>(2);

  @AfterEach
  void stop() {
    net.close();
  }

  @Test
  void over_http_it_is_the_address_without_its_port() throws Exception {
    var limits = new HttpLimits(MIB, new Budget(MIB), Duration.ofSeconds(60));
    Endpoint endpoint =
        exchange -> {
          clients.add(exchange.client());
          exchange.answer(Answer.text(200, ""));
        };

    try (var port = HttpPort.open(net, ANY_PORT, Map.of("/who", endpoint), limits);
        var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port.port() + "/who");
      http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }

    assertThat(clients.poll(20, TimeUnit.SECONDS)).isEqualTo("127.0.0.1");
  }

  @Test
  void over_grpc_it_is_the_address_without_its_port() throws Exception {
    var port =
        GrpcPort.open(
            net,
            ANY_PORT,
            new Budget(MIB),
            Map.of(
                "/who",
                new GrpcPort.Method(
                    call -> {
                      clients.add(call.caller().name());
                      throw new IllegalStateException("the test knows enough");
                    },
                    GrpcPort.Watcher.NOBODY,
                    GrpcPort.Porter.NOBODY)));

    try (port;
        var _ = TestCall.open(port.port(), "/who")) {
      assertThat(clients.poll(20, TimeUnit.SECONDS)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void over_a_unix_socket_it_is_the_user_or_else_the_connection() throws Exception {
    var socket = directory.resolve("who.sock");
    var user = Files.getAttribute(Files.createFile(directory.resolve("mine")), "unix:uid");

    try (var _ = UnixPort.open(net, socket, ACCESS, this::reader);
        var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var one = clients.poll(20, TimeUnit.SECONDS);
      var other = clients.poll(20, TimeUnit.SECONDS);

      if (net.vertx().isNativeTransportEnabled()) {
        assertThat(one).isEqualTo("unix:" + user).isEqualTo(other);
      } else {
        assertThat(one).startsWith("unix:").isNotEqualTo(other);
      }
    }
  }

  private UnixPort.Reader reader(UnixPort.Connection connection) {
    clients.add(connection.caller().name());
    return new UnixPort.Reader() {
      @Override
      public void received(byte[] bytes) {}

      @Override
      public void ended() {}

      @Override
      public void stopping() {
        connection.close();
      }
    };
  }
}
