package dev.weir.gateway.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.Address;
import dev.weir.delivery.Budget;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// From HTTP/1.1 to HTTP/2 in clear text, by a first request that asks for it.
@Timeout(60)
class SwitchoverTest {
  private static final String ANSWER = "0123456789".repeat(15_000);
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n";
  private static final String GET = "GET / HTTP/1.1\r\nHost: w\r\n";
  private static final String UPGRADE =
      GET + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n";
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /// With windows of 16 MiB for streams and the connection.
  private static final byte[] SETTINGS = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0};

  private static final byte[] WINDOW = {0, 0, 4, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0};
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final int DATA = 0;
  private static final int END_STREAM = 1;
  private static final int SETTINGS_TYPE = 4;

  private final Net net = Net.start(System::nanoTime);
  private final HttpPort port =
      HttpPort.open(
          net,
          new Address.Tcp("127.0.0.1", 0),
          Map.of("/*", exchange -> exchange.answer(Answer.text(200, ANSWER))),
          new HttpLimits(1 << 20, new Budget(16 << 20), Duration.ofSeconds(60)));

  @AfterEach
  void stop() {
    port.close();
    net.close();
  }

  @Test
  void nothing_follows_a_101_until_the_client_speaks_http_2() throws IOException {
    try (var socket = open(UPGRADE + "HTTP2-Settings: AAQBAAAA\r\n\r\n")) {
      var in = new DataInputStream(socket.getInputStream());
      assertThat(new String(in.readNBytes(SWITCHED.length()), US_ASCII)).isEqualTo(SWITCHED);
      socket.setSoTimeout(200);
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);

      socket.setSoTimeout(30_000);
      send(socket, PREFACE.getBytes(US_ASCII));
      send(socket, SETTINGS);
      send(socket, WINDOW);

      assertThat(frame(in).type).isEqualTo(SETTINGS_TYPE);
      assertThat(data(in).equals(ANSWER)).isTrue();
    }
  }

  /// Of a hundred clients, one did not while nothing was held.
  @Test
  void javas_client_reads_a_long_answer_to_its_first_request() throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port())).build();
    for (var i = 0; i < 300; i++) {
      try (var client = HttpClient.newHttpClient()) {
        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body().equals(ANSWER)).isTrue();
      }
    }
  }

  @Test
  void a_client_that_goes_on_in_http_1_is_closed() throws IOException {
    try (var socket = open(UPGRADE + "HTTP2-Settings: AAQBAAAA\r\n\r\n")) {
      socket.getInputStream().readNBytes(SWITCHED.length());

      send(socket, (GET + "\r\n").getBytes(US_ASCII));

      assertThat(all(socket)).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void a_request_for_it_that_lacks_the_settings_is_refused() throws IOException {
    try (var socket = open(UPGRADE + "\r\n")) {
      var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);

      assertThat(status).isEqualTo("HTTP/1.1 400");
    }
  }

  @Test
  void a_later_request_asks_in_vain() throws IOException {
    var later = UPGRADE + "HTTP2-Settings: AAQBAAAA\r\n\r\n";
    try (var socket = open(GET + "\r\n" + later + PREFACE)) {
      var statuses = STATUS.matcher(all(socket)).results().map(found -> found.group(1));

      assertThat(statuses).containsExactly("200", "200", "505");
    }
  }

  private Socket open(String request) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
    socket.setSoTimeout(30_000);
    send(socket, request.getBytes(US_ASCII));
    return socket;
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Frame(int type, int flags, byte[] payload) {}

  private static Frame frame(DataInputStream in) throws IOException {
    var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    var type = in.readUnsignedByte();
    var flags = in.readUnsignedByte();
    in.readInt();
    return new Frame(type, flags, in.readNBytes(length));
  }

  /// Of the first stream.
  private static String data(DataInputStream in) throws IOException {
    var data = new StringBuilder();
    while (true) {
      var frame = frame(in);
      if (frame.type != DATA) continue;
      data.append(new String(frame.payload, US_ASCII));
      if ((frame.flags & END_STREAM) != 0) return data.toString();
    }
  }
}
