package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests whose end two programs could see in different places: none of them is taken, and
/// nothing behind them is read as a request.
@Tag("S12")
@Timeout(60)
class FramingTest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String POST = "POST /first HTTP/1.1\r\nHost: w\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String SECOND = "GET /second HTTP/1.1\r\nHost: w\r\n\r\n";

  private static final BarePort port = new BarePort();

  @AfterAll
  static void close() {
    port.close();
  }

  static Stream<Arguments> ambiguous() {
    return Stream.of(lengths(), codings(), chunks(), lines(), requestLines(), hosts())
        .flatMap(rows -> rows);
  }

  /// How long the body is.
  private static Stream<Arguments> lengths() {
    return Stream.of(
        row(
            "length and chunks",
            POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        row(
            "chunks and length",
            POST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
        row("two lengths", POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"),
        row("two lengths in one", POST + "Content-Length: 3, 4\r\n\r\nabc"),
        row("a length of nothing", POST + "Content-Length:\r\n\r\n"),
        row("a length below zero", POST + "Content-Length: -1\r\n\r\n"),
        row("a length with a plus", POST + "Content-Length: +3\r\n\r\nabc"),
        row("a length in hex", POST + "Content-Length: 0x3\r\n\r\nabc"),
        row("a length with a space within", POST + "Content-Length: 3 0\r\n\r\nabc"),
        row("a length with a fraction", POST + "Content-Length: 3.0\r\n\r\nabc"),
        row(
            "a length beyond all numbers",
            POST + "Content-Length: 99999999999999999999\r\n\r\nabc"),
        row("a length in foreign digits", POST + "Content-Length: \u00b3\r\n\r\nabc"));
  }

  /// How it is transferred.
  private static Stream<Arguments> codings() {
    return Stream.of(
        row("a coding nearly chunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        row("a coding in quotes", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
        row("a coding with a parameter", POST + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n"),
        row("chunked and more", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
        row("identity", POST + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
        row("gzip, chunked", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        row(
            "chunked twice",
            POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        row("chunked twice in one", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        row("no coding at all", POST + "Transfer-Encoding:\r\n\r\n0\r\n\r\n"),
        row("a tab before chunked", POST + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n"),
        row(
            "chunks in HTTP/1.0",
            "POST /first HTTP/1.0\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
  }

  /// What a chunk is.
  private static Stream<Arguments> chunks() {
    return Stream.of(
        row("a chunk size of no number", CHUNKED + "zz\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size of nothing", CHUNKED + "\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size below zero", CHUNKED + "-1\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size with a plus", CHUNKED + "+3\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size with 0x", CHUNKED + "0x3\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size with an underscore", CHUNKED + "0_3\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size over 32 bits", CHUNKED + "100000003\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size over 64 bits", CHUNKED + "10000000000000003\r\nabc\r\n0\r\n\r\n"),
        row("a chunk size before a space", CHUNKED + "3 3\r\nabc\r\n0\r\n\r\n"),
        row("a chunk longer than it says", CHUNKED + "3\r\nabcdef\r\n0\r\n\r\n"),
        row("a chunk that ends with LF", CHUNKED + "3\r\nabc\n0\r\n\r\n"),
        row("a chunk size that ends with LF", CHUNKED + "3\nabc\r\n0\r\n\r\n"),
        row("a chunk size that ends with CR", CHUNKED + "3\rabc\r\n0\r\n\r\n"),
        row(
            "a chunk extension of 257 bytes",
            CHUNKED + "3;" + "x".repeat(256) + "\r\nabc\r\n0\r\n\r\n"),
        row("a chunk extension with a bare LF", CHUNKED + "3;a\nb\r\nabc\r\n0\r\n\r\n"),
        row("a chunk extension with a bare CR", CHUNKED + "3;a\rb\r\nabc\r\n0\r\n\r\n"),
        row("a trailer with a space before its colon", CHUNKED + "0\r\nA : b\r\n\r\n"),
        row("a trailer with a NUL", CHUNKED + "0\r\nA: b\0\r\n\r\n"),
        row("endless trailers", CHUNKED + "0\r\n" + "A: b\r\n".repeat(5_000) + "\r\n"));
  }

  /// What a line is.
  private static Stream<Arguments> lines() {
    return Stream.of(
        row("a folded field", POST + "A: b\r\n c\r\n\r\n"),
        row("a fold before the first field", "GET /first HTTP/1.1\r\n A: b\r\nHost: w\r\n\r\n"),
        row("a space before the colon", POST + "Content-Length : 3\r\n\r\nabc"),
        row("a tab before the colon", POST + "Content-Length\t: 3\r\n\r\nabc"),
        row("a space within a name", POST + "Content Length: 3\r\n\r\nabc"),
        row("a name of nothing", POST + ": 3\r\n\r\nabc"),
        row("a line without a colon", POST + "Content-Length\r\n\r\n"),
        row("a name with a NUL", POST + "A\0: b\r\n\r\n"),
        row("a name beyond ASCII", POST + "\u00c4: b\r\n\r\n"),
        row("a name with a bracket", POST + "A(b): c\r\n\r\n"),
        row("a value with a NUL", POST + "A: b\0c\r\n\r\n"),
        row("a value with a bare CR", POST + "A: b\rc\r\n\r\n"),
        row("a value with a control character", POST + "A: b\u0001c\r\n\r\n"),
        row("a field that ends with LF", POST + "A: b\nC: d\r\n\r\n"),
        row("a head that ends with LF", "POST /first HTTP/1.1\r\nHost: w\r\n\n"),
        row("a request line that ends with LF", "GET /first HTTP/1.1\nHost: w\r\n\r\n"),
        row("a request line that ends with CR", "GET /first HTTP/1.1\rHost: w\r\n\r\n"));
  }

  /// What the request line is.
  private static Stream<Arguments> requestLines() {
    return Stream.of(
        row("no version", "GET /first\r\nHost: w\r\n\r\n"),
        row("two spaces", "GET  /first HTTP/1.1\r\nHost: w\r\n\r\n"),
        row("a tab for a space", "GET\t/first\tHTTP/1.1\r\nHost: w\r\n\r\n"),
        row("a space in the path", "GET /fir st HTTP/1.1\r\nHost: w\r\n\r\n"),
        row("a NUL in the path", "GET /first\0 HTTP/1.1\r\nHost: w\r\n\r\n"),
        row("a version from far away", "GET /first HTTP/9.9\r\nHost: w\r\n\r\n"),
        row("a version in small letters", "GET /first http/1.1\r\nHost: w\r\n\r\n"),
        row("a method that is none", "G@T /first HTTP/1.1\r\nHost: w\r\n\r\n"),
        row("a method with a NUL", "G\0T /first HTTP/1.1\r\nHost: w\r\n\r\n"));
  }

  /// Who is asked.
  private static Stream<Arguments> hosts() {
    return Stream.of(
        row("no host", "GET /first HTTP/1.1\r\n\r\n"),
        row(
            "a WebSocket of the first drafts, whose eight bytes no length tells of",
            String.join(
                "\r\n",
                "GET /first HTTP/1.1",
                "Host: w",
                "Sec-WebSocket-Key1: a",
                "Sec-WebSocket-Key2: b",
                "",
                "12345678")),
        row("two hosts", "GET /first HTTP/1.1\r\nHost: w\r\nHost: v\r\n\r\n"),
        row(
            "an upgrade to another protocol with a body",
            POST
                + "Connection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\n"
                + "HTTP2-Settings: !!\r\n"
                + "Content-Length: 3\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void a_request_that_can_be_read_in_two_ways_ends_its_connection(String name, String request)
      throws IOException {
    var before = port.asked().size();

    var answers = answers(request + SECOND);

    assertThat(answers).startsWith("HTTP/1.").matches("(?s)HTTP/1.. (400|413|414|431|501|505) .*");
    assertThat(answers.split("HTTP/1\\.[01] \\d\\d\\d ", -1))
        .as("one answer: %s", answers)
        .hasSize(2);
    assertThat(port.asked().subList(before, port.asked().size())).isEmpty();
  }

  /// All that comes until the connection ends.
  private static String answers(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static Arguments row(String name, String request) {
    return Arguments.of(name, request);
  }
}
