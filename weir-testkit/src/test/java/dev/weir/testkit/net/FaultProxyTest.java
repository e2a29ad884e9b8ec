package dev.weir.testkit.net;

import static dev.weir.testkit.net.Direction.TO_CLIENT;
import static dev.weir.testkit.net.Direction.TO_SERVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void put_the_proxy_before_an_echo() throws IOException {
    server = EchoServer.start();
    proxy = FaultProxy.to("127.0.0.1", server.port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    server.close();
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(proxy.address(), (int) PATIENCE.toMillis());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /// What arrives until there are `length` bytes or the end.
  private static String receive(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  /// The reset of a new connection may come as early as in its `connect`.
  private void connectAndRead() throws IOException {
    try (var client = connect()) {
      client.getInputStream().readAllBytes();
    }
  }

  /// Reads on to the reset: what went through before it is delivered before it.
  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void healthy_it_carries_and_counts_everything() throws IOException {
    try (var client = connect()) {
      send(client, "hello");

      assertThat(receive(client, 5)).isEqualTo("hello");
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.openConnections()).isEqualTo(1);
      assertThat(proxy.bytes(TO_SERVER)).isEqualTo(5);
      assertThat(proxy.bytes(TO_CLIENT)).isEqualTo(5);
    }
  }

  @Test
  void the_end_of_one_direction_is_not_the_end_of_the_other() throws IOException {
    try (var client = connect()) {
      send(client, "last words");
      client.shutdownOutput();

      assertThat(receive(client, 1_000)).isEqualTo("last words");
    }
  }

  @Test
  void it_may_be_there_before_its_server() throws IOException {
    try (var early = FaultProxy.on(0)) {
      try (var client = new Socket(early.address().getAddress(), early.port())) {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }

      early.forwardTo("127.0.0.1", server.port());

      try (var client = new Socket(early.address().getAddress(), early.port())) {
        send(client, "now");
        assertThat(receive(client, 3)).isEqualTo("now");
      }
    }
  }

  @Test
  void a_client_is_closed_when_the_server_is_away() throws Exception {
    server.close();

    try (var client = connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void it_listens_where_it_is_told_to_and_says_if_it_cannot() {
    int port = proxy.port();
    assertThatThrownBy(() -> FaultProxy.on(port)).hasMessageContaining("is the port in use?");
    proxy.close();

    proxy = FaultProxy.on(port);

    assertThat(proxy.port()).isEqualTo(port);
  }

  @Test
  void refused_are_new_connections_only() throws IOException {
    try (var open = connect()) {
      send(open, "1");
      assertThat(receive(open, 1)).isEqualTo("1");

      proxy.refuse();

      try (var refused = connect()) {
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }
      send(open, "2");
      assertThat(receive(open, 1)).isEqualTo("2");
    }
  }

  @Test
  void a_reset_hits_open_connections_and_new_ones_until_it_is_healed() throws IOException {
    try (var open = connect()) {
      send(open, "1");
      assertThat(receive(open, 1)).isEqualTo("1");

      proxy.reset();

      assertReset(open);
      assertThatThrownBy(this::connectAndRead)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    proxy.heal();
    try (var client = connect()) {
      send(client, "2");
      assertThat(receive(client, 1)).isEqualTo("2");
    }
  }

  @Test
  void what_hangs_arrives_once_it_is_healed() throws IOException {
    try (var open = connect()) {
      send(open, "1");
      assertThat(receive(open, 1)).isEqualTo("1");
      proxy.hang();

      try (var late = connect()) {
        send(open, "open");
        send(late, "late");
        late.shutdownOutput();
        assertSilent(open);
        assertSilent(late);
        proxy.heal();

        assertThat(receive(open, 4)).isEqualTo("open");
        assertThat(receive(late, 100)).isEqualTo("late");
      }
    }
  }

  @Test
  void a_dropped_answer_was_nevertheless_asked_for() throws IOException {
    try (var client = connect()) {
      proxy.drop(TO_CLIENT);
      send(client, "order");
      assertSilent(client);

      server.awaitReceived(5);
      assertThat(proxy.bytes(TO_SERVER)).isEqualTo(5);
      assertThat(proxy.bytes(TO_CLIENT)).isZero();
    }
  }

  @Test
  void a_dropped_question_never_reaches_the_server() throws IOException {
    try (var client = connect()) {
      proxy.drop(TO_SERVER);
      send(client, "order");

      assertSilent(client);
      assertThat(server.received()).isZero();
    }
  }

  @Test
  void healing_resets_a_connection_that_lost_bytes_and_spares_the_others() throws IOException {
    try (var spared = connect();
        var holed = connect()) {
      send(spared, "1");
      assertThat(receive(spared, 1)).isEqualTo("1");
      proxy.drop(TO_CLIENT);
      send(holed, "x");
      awaitHole();
      assertSilent(holed);

      proxy.heal();

      assertReset(holed);
      send(spared, "2");
      assertThat(receive(spared, 1)).isEqualTo("2");
    }
  }

  /// Healed before the answer was swallowed, the connection would be whole.
  private void awaitHole() {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!proxy.hasHoles()) assertThat(System.nanoTime() - deadline).isNegative();
  }

  @Test
  void a_delay_holds_each_way_back() throws IOException {
    try (var client = connect()) {
      proxy.delay(Duration.ofMillis(60), Duration.ofMillis(20), 1);
      long start = System.nanoTime();
      send(client, "x");

      assertThat(receive(client, 1)).isEqualTo("x");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
    }
  }

  @Test
  void healing_ends_a_delay_at_once() throws IOException {
    try (var client = connect()) {
      proxy.delay(Duration.ofHours(1));
      send(client, "x");
      assertSilent(client);

      proxy.heal();

      assertThat(receive(client, 1)).isEqualTo("x");
    }
  }

  @Test
  void a_limit_makes_bytes_take_their_time() throws IOException {
    try (var client = connect()) {
      proxy.limit(10_000);
      long start = System.nanoTime();
      send(client, "x".repeat(3_000));

      assertThat(receive(client, 3_000)).hasSize(3_000);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
    }
  }

  @Test
  void a_connection_is_closed_after_so_many_bytes_and_the_next_one_is_whole() throws IOException {
    try (var cut = connect();
        var next = connect()) {
      proxy.closeAfter(TO_CLIENT, 3);
      send(cut, "12345");

      assertThat(receive(cut, 5)).isEqualTo("123");
      assertThat(server.received()).isEqualTo(5);
      send(next, "12345");
      assertThat(receive(next, 5)).isEqualTo("12345");
    }
  }

  @Test
  void a_connection_is_reset_after_so_many_bytes() throws IOException {
    try (var cut = connect()) {
      proxy.resetAfter(TO_SERVER, 2);
      send(cut, "12345");

      assertReset(cut);
      assertThat(proxy.bytes(TO_SERVER)).isEqualTo(2);
    }
  }

  @Test
  void much_goes_through_while_a_slow_reader_holds_it_back() throws Exception {
    int length = 8 * 1024 * 1024;
    try (var client = connect()) {
      var sender = Thread.startVirtualThread(() -> sendAll(client, new byte[length]));

      assertThat(client.getInputStream().readNBytes(length)).hasSize(length);
      assertThat(sender.join(PATIENCE)).isTrue();
    }
  }

  private static void sendAll(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void close_ends_connections_that_hang_lets_nothing_through_and_can_be_repeated()
      throws IOException {
    try (var client = connect()) {
      send(client, "1");
      assertThat(receive(client, 1)).isEqualTo("1");
      proxy.hang();
      send(client, "held back");

      proxy.close();
      proxy.close();

      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
      assertThat(proxy.openConnections()).isZero();
      assertThat(server.received()).isEqualTo(1);
    }
  }
}
