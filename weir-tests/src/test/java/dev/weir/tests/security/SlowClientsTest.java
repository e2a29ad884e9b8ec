package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Connections;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that keep a connection and hardly use it. The time for a head is 10 s, and 2 s here.
@Tag("S14")
@Timeout(60)
class SlowClientsTest {
  private static final String REQUEST = "GET /here HTTP/1.1\r\nHost: w\r\n\r\n";
  private static final int MANY = 500;
  private static final BarePort port = new BarePort(Connections.unlimited(Duration.ofSeconds(2)));

  @AfterAll
  static void close() {
    port.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET / HTTP/1.1\r\nHost: w\r\nA", "PRI * HTT"})
  void a_head_that_does_not_come_whole_is_answered_408(String part) throws IOException {
    try (var http = new RawHttp(port.port())) {
      http.write(part);

      assertThat(http.answer().status()).isEqualTo(408);
      assertThat(http.ended()).isTrue();
    }
  }

  @Test
  void a_head_that_comes_byte_by_byte_has_no_more_time() throws IOException {
    try (var http = new RawHttp(port.port())) {
      var over = new AtomicBoolean();
      var slow = Thread.startVirtualThread(() -> trickle(http, over));

      assertThat(http.answer().status()).isEqualTo(408);
      over.set(true);
      slow.interrupt();
    }
  }

  @Test
  void the_next_head_has_as_little_time_and_a_connection_in_between_has_more() throws IOException {
    try (var idle = new RawHttp(port.port());
        var slow = new RawHttp(port.port())) {
      idle.write(REQUEST).answer();
      slow.write(REQUEST).answer();

      assertThat(slow.write("G").answer().status()).isEqualTo(408);
      assertThat(idle.write(REQUEST).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_connection_that_is_never_used_is_closed() throws IOException {
    try (var http = new RawHttp(port.port())) {
      assertThat(http.ended()).isTrue();
    }
  }

  @Test
  void many_of_them_do_not_hold_up_another_client() throws IOException {
    var slow = new ArrayList<Socket>();
    for (var i = 0; i < MANY; i++) slow.add(began());
    try (var http = new RawHttp(port.port())) {
      var slowest = 0L;
      for (var i = 0; i < 100; i++) {
        var begun = System.nanoTime();
        assertThat(http.write(REQUEST).answer().status()).isEqualTo(200);
        slowest = Math.max(slowest, System.nanoTime() - begun);
      }

      // One after the other they would be waited for for 1,000 s.
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(10));
      assertThat(answers(slow)).hasSize(MANY).allMatch(text -> text.contains(" 408 "));
    } finally {
      for (var socket : slow) socket.close();
    }
  }

  private static Socket began() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
    socket.getOutputStream().write("GET /here HTTP/1.1\r\nHo".getBytes(ISO_8859_1));
    return socket;
  }

  /// Each to its end.
  private static List<String> answers(List<Socket> sockets) throws IOException {
    var answers = new ArrayList<String>();
    for (var socket : sockets) {
      answers.add(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
    return answers;
  }

  private static void trickle(RawHttp http, AtomicBoolean over) {
    try {
      http.write("GET / HTTP/1.1\r\nA: ");
      while (!over.get()) {
        http.write("x");
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    } catch (IOException e) {
      // The gateway has closed it, as it should.
    }
  }
}
