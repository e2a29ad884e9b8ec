package dev.weir.tests.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames of HTTP/2 that cost a server more than a client, or that mean two things.
@Timeout(60)
class Http2AbuseTest {
  private static final int MANY = 10_000;
  private static final BarePort port = new BarePort();

  @AfterAll
  static void close() {
    port.close();
  }

  /// Whatever a connection did, another one is served.
  @AfterEach
  void others_are_served() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      http.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, RawHttp2.head());

      assertThat(http.flush().next(RawHttp2.HEADERS)).isNotNull();
    }
  }

  @Test
  @Tag("S13")
  void streams_that_are_opened_and_reset_end_their_connection() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      for (var i = 0; i < MANY; i++) http.post(2 * i + 1).reset(2 * i + 1);

      assertThat(goAway(http.flushSome())).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
      assertThat(http.ended()).isTrue();
    }
    awaitIdle();
  }

  @Test
  @Tag("S13")
  void no_more_than_a_thousand_streams_are_open_at_once() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      for (var i = 0; i <= 1_000; i++) http.post(2 * i + 1);

      var refused = requireNonNull(http.flush().end());

      assertThat(refused.stream()).isEqualTo(2_001);
    }
  }

  @Test
  @Tag("S13")
  void settings_without_end_end_their_connection() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      for (var i = 0; i < MANY; i++) http.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]);

      assertThat(goAway(http.flushSome())).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
  }

  @Test
  @Tag("S13")
  void pings_without_end_end_their_connection() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      for (var i = 0; i < 2 * MANY; i++) http.frame(RawHttp2.PING, 0, 0, new byte[8]);

      assertThat(goAway(http.flushSome())).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
  }

  @Test
  @Tag("S13")
  void empty_frames_without_end_end_their_connection() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      http.post(1);
      for (var i = 0; i < MANY; i++) http.frame(RawHttp2.DATA, 0, 1, new byte[0]);

      assertThat(goAway(http.flushSome())).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  @Tag("S13")
  void a_head_that_goes_on_without_end_ends_its_connection(int bytes) throws IOException {
    try (var http = new RawHttp2(port.port())) {
      http.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.head());
      var more = new ByteArrayOutputStream();
      if (bytes > 0) RawHttp2.field(more, "a: " + "b".repeat(bytes));
      for (var i = 0; i < MANY; i++) http.frame(RawHttp2.CONTINUATION, 0, 1, more.toByteArray());

      assertThat(goAway(http.flushSome())).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Name: upper case",
        "a b: a space within a name",
        "a\r: CR",
        "a\0: NUL",
        "a: CR\rLF",
        "a: CRLF\r\nb: c",
        "a: LF\nb",
        "a: NUL\0",
        "connection: close",
        "keep-alive: 1",
        "proxy-connection: close",
        "transfer-encoding: chunked",
        "upgrade: h2c",
        "te: gzip",
        "content-length: -1",
        "content-length: +1",
        "content-length: 1, 2",
        ":late: a pseudo field at the end",
        ":path: /second",
      })
  @Tag("S12")
  void a_field_that_http_2_does_not_have_ends_its_stream(String field) throws IOException {
    var before = port.asked().size();
    try (var http = new RawHttp2(port.port())) {
      http.post(1, field).frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[1]);

      assertThat(requireNonNull(http.flush().end()).code()).isEqualTo(RawHttp2.PROTOCOL_ERROR);
      assertThat(port.asked()).hasSize(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  @Tag("S12")
  void a_body_of_another_length_than_it_says_ends_its_stream(int bytes) throws IOException {
    var before = port.asked().size();
    try (var http = new RawHttp2(port.port())) {
      http.post(1, "content-length: 4");
      http.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[bytes]);

      assertThat(requireNonNull(http.flush().end()).code()).isEqualTo(RawHttp2.PROTOCOL_ERROR);
      assertThat(port.asked()).hasSize(before);
    }
  }

  @Test
  @Tag("S8")
  void a_head_over_16_kib_is_refused() throws IOException {
    try (var http = new RawHttp2(port.port())) {
      var more = new ByteArrayOutputStream();
      RawHttp2.field(more, "a: " + "b".repeat(8 << 10));
      http.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.head());
      http.frame(RawHttp2.CONTINUATION, 0, 1, more.toByteArray());
      http.frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, more.toByteArray());

      assertThat(status(requireNonNull(http.flush().next(RawHttp2.HEADERS)))).isEqualTo("431");
    }
  }

  @Test
  @Tag("S8")
  void more_than_100_fields_are_refused() throws IOException {
    var fields = new String[101];
    Arrays.fill(fields, "a: b");
    try (var http = new RawHttp2(port.port())) {
      http.frame(
          RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, RawHttp2.head(fields));

      assertThat(status(requireNonNull(http.flush().next(RawHttp2.HEADERS)))).isEqualTo("431");
    }
  }

  private static String status(RawHttp2.Frame head) {
    var from = (head.flags() & RawHttp2.PRIORITY) == 0 ? 0 : 5;
    var block = Unpooled.wrappedBuffer(head.payload(), from, head.payload().length - from);
    try {
      var fields = new DefaultHttp2HeadersDecoder().decodeHeaders(head.stream(), block);
      return fields.status().toString();
    } catch (Http2Exception e) {
      throw new AssertionError("no head", e);
    }
  }

  private static int goAway(RawHttp2 http) throws IOException {
    var end = http.next(RawHttp2.GOAWAY);
    return end == null ? -1 : end.code();
  }

  /// The machine has nothing left to do of it after a second.
  private static void awaitIdle() {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) if (loopsUsed(Duration.ofMillis(200)) < 0.3) return;
    throw new AssertionError("the event loops are still busy");
  }

  /// Of a core, by the event loops.
  private static double loopsUsed(Duration during) {
    var begun = System.nanoTime();
    var before = loopNanos();
    while (System.nanoTime() - begun < during.toNanos()) Thread.onSpinWait();
    return (loopNanos() - before) / (double) during.toNanos();
  }

  private static long loopNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(one -> one != null && one.getThreadName().startsWith("vert.x-eventloop"))
        .mapToLong(one -> threads.getThreadCpuTime(one.getThreadId()))
        .sum();
  }
}
