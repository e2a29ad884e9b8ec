package dev.weir.tests.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Connections;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that ask and do not read their answers, which have 100 KB each.
@Tag("S14")
@Timeout(60)
class UnreadAnswersTest {
  private static final String REQUEST = "GET /here HTTP/1.1\r\nHost: w\r\n\r\n";
  private static final int ANSWER_BYTES = 100_000;

  /// Of 40 MB, which no socket takes.
  private static final int MANY = 400;

  private static final int STREAMS = 100;
  private static final int WINDOW_UPDATE = 8;
  private static final int INITIAL_WINDOW = 4;
  private static final int PRIORITY_BYTES = 5;
  private static final byte OK = (byte) 0x88;
  private static final int REFUSED = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private BarePort port = port(Duration.ofSeconds(60));

  private static BarePort port(Duration silentAtMost) {
    var connections = Connections.unlimited(Duration.ofSeconds(10));
    return new BarePort(connections, silentAtMost, "x".repeat(ANSWER_BYTES));
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void over_http_1_no_more_is_answered_than_is_read_and_others_go_on() throws IOException {
    try (var unread = new RawHttp(port.port());
        var other = new RawHttp(port.port())) {
      unread.write(REQUEST.repeat(MANY));
      for (var i = 0; i < 50; i++) {
        assertThat(other.write(REQUEST).answer().status()).isEqualTo(200);
      }

      assertThat(port.asked().size()).isLessThan(MANY / 2);
      assertThat(port.budget().usedBytes()).isLessThan(10 * ANSWER_BYTES);
      for (var i = 0; i < MANY; i++) assertThat(unread.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void over_http_2_more_than_an_eighth_of_the_memory_is_refused_until_some_is_read()
      throws IOException {
    try (var unread = new RawHttp2(port.port());
        var other = new RawHttp(port.port())) {
      var statuses = ask(unread, 1, STREAMS);

      var limit = port.budget().limitBytes() / 8;
      var answered = (int) (limit / ANSWER_BYTES) + 1;
      assertThat(statuses.subList(0, answered)).containsOnly(200);
      assertThat(statuses.subList(answered, STREAMS)).containsOnly(REFUSED);
      assertThat(port.budget().usedBytes()).isEqualTo(answered * (long) ANSWER_BYTES);
      assertThat(other.write(REQUEST).answer().status()).isEqualTo(200);

      unread.frame(WINDOW_UPDATE, 0, 0, number(1 << 30));
      unread.frame(RawHttp2.SETTINGS, 0, 0, window(ANSWER_BYTES)).flush();
      for (var ended = 0; ended < answered; ) {
        var data = requireNonNull(unread.next(RawHttp2.DATA));
        if (data.stream() < 2 * answered && ends(data)) ended++; // not those that were refused
      }
      assertThat(ask(unread, 2 * STREAMS + 1, 1)).containsExactly(200);
    }
  }

  @Test
  void over_http_2_the_memory_is_free_again_when_the_client_has_gone() throws IOException {
    try (var unread = new RawHttp2(port.port())) {
      ask(unread, 1, STREAMS);
      assertThat(port.budget().usedBytes()).isPositive();
    }

    Await.until("nothing is kept", PATIENCE, () -> port.budget().usedBytes() == 0);
  }

  @Test
  void over_http_2_an_answer_that_is_not_read_for_long_ends_whatever_the_client_sends()
      throws IOException {
    port.close();
    port = port(Duration.ofSeconds(1));
    try (var unread = new RawHttp2(port.port())) {
      assertThat(ask(unread, 1, 1)).containsExactly(200);

      Await.until("it is given up", PATIENCE, () -> pinged(unread).budget().usedBytes() == 0);
    }
  }

  private BarePort pinged(RawHttp2 http) {
    http.frame(RawHttp2.PING, 0, 0, new byte[8]).flushSome();
    return port;
  }

  /// The statuses of the answers to so many requests, whose bodies have no window to come in.
  private static List<Integer> ask(RawHttp2 http, int first, int count) throws IOException {
    if (first == 1) http.frame(RawHttp2.SETTINGS, 0, 0, window(0));
    for (var i = 0; i < count; i++) {
      http.frame(
          RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, first + 2 * i, get());
    }
    http.flush();
    var statuses = new ArrayList<Integer>();
    while (statuses.size() < count)
      statuses.add(status(requireNonNull(http.next(RawHttp2.HEADERS))));
    return statuses;
  }

  /// The first field, which has a number of its own where it is 200.
  private static int status(RawHttp2.Frame headers) {
    var at = (headers.flags() & RawHttp2.PRIORITY) != 0 ? PRIORITY_BYTES : 0;
    return headers.payload()[at] == OK ? 200 : REFUSED;
  }

  private static boolean ends(RawHttp2.Frame data) {
    return (data.flags() & RawHttp2.END_STREAM) != 0;
  }

  private static byte[] get() {
    var head = new ByteArrayOutputStream();
    for (var field : List.of(":method: GET", ":scheme: http", ":authority: w", ":path: /here")) {
      RawHttp2.field(head, field);
    }
    return head.toByteArray();
  }

  private static byte[] window(int bytes) {
    return ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW).putInt(bytes).array();
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }
}
