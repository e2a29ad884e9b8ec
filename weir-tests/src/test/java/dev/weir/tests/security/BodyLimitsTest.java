package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The largest request that is taken, and the one that is a byte larger.
@Tag("S8")
@Timeout(60)
class BodyLimitsTest {
  private static final int LINE_BYTES = 8 << 10;
  private static final int HEAD_BYTES = 16 << 10;
  private static final String POST = "POST /here HTTP/1.1\r\nHost: w\r\n";
  private static final BarePort port = new BarePort();

  @AfterAll
  static void close() {
    port.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 413"})
  void a_body(int more, int status) throws IOException {
    assertThat(status(POST + "Content-Length: " + (BarePort.BODY_BYTES + more) + "\r\n\r\n", more))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 413"})
  void a_body_in_chunks(int more, int status) throws IOException {
    var size = Integer.toHexString(BarePort.BODY_BYTES + more);
    try (var http = new RawHttp(port.port())) {
      http.write(POST + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n");
      http.write("x".repeat(BarePort.BODY_BYTES + more));
      if (more == 0) http.write("\r\n0\r\n\r\n"); // the other one is refused while it comes

      assertThat(http.answer().status()).isEqualTo(status);
    }
  }

  @Test
  void who_asks_before_sending_too_much_is_told_at_once() throws IOException {
    try (var http = new RawHttp(port.port())) {
      http.write(POST + "Expect: 100-continue\r\nContent-Length: 1048577\r\n\r\n");

      assertThat(http.answer().status()).isEqualTo(413);
      assertThat(http.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 414", "9000, 414", "100000, 414"})
  void a_request_line(int more, int status) throws IOException {
    var path = "/" + "x".repeat(LINE_BYTES + more - "GET / HTTP/1.1".length());

    assertThat(status("GET %s HTTP/1.1\r\nHost: w\r\n\r\n".formatted(path), 0)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 431", "100000, 431"})
  void a_head(int more, int status) throws IOException {
    var head = "GET /here HTTP/1.1\r\nHost: w\r\nA: \r\n\r\n";
    var value = "x".repeat(HEAD_BYTES + more - head.length());

    assertThat(status(head.replace("A: ", "A: " + value), 0)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"99, 200", "100, 431", "1000, 431"})
  void fields_beside_the_host(int fields, int status) throws IOException {
    assertThat(status(POST + "A: b\r\n".repeat(fields) + "\r\n", 0)).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nA: ", "GET /"})
  void a_head_without_end_is_refused_before_it_has_one(String begin) throws IOException {
    try (var http = new RawHttp(port.port())) {
      http.write(begin + "x".repeat(HEAD_BYTES + 1));

      assertThat(http.answer().status()).isIn(414, 431);
      assertThat(http.ended()).isTrue();
    }
  }

  /// Of a request whose body is sent only where it is not too large.
  private static int status(String head, int more) throws IOException {
    try (var http = new RawHttp(port.port())) {
      http.write(head);
      if (head.contains("Content-Length") && more == 0) {
        http.write("x".repeat(BarePort.BODY_BYTES));
      }
      return http.answer().status();
    }
  }
}
