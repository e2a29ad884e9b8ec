package dev.weir.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One client of the REST proxy's consumers, on a connection of its own. It costs as little as it
/// can, so that what is measured is the gateway.
final class RestReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int PATIENCE_MILLIS = 60_000;

  /// What came back; the body is valid until the next call.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Answer(int status, byte[] buffer, int length) {
    String text() {
      return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    /// Each record is an object without objects in it, and has so many bytes at least.
    int records(int bytesMin) {
      var bytes = buffer;
      var count = 0;
      for (var i = 0; i < length; i++) {
        if (bytes[i] != '{') continue;
        count++;
        i += bytesMin - 1;
      }
      return count;
    }
  }

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER_BYTES];

  RestReader(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /// Makes an instance that reads binary records from the beginning, and answers its path.
  String subscribed(String group, String topic) throws IOException {
    var config =
        "{\"name\":\"bench\",\"format\":\"binary\",\"auto.offset.reset\":\"earliest\",\"auto.commit.enable\":false}";
    expect(200, call("POST", "/consumers/" + group, config));
    var instance = "/consumers/%s/instances/bench".formatted(group);
    expect(204, call("POST", instance + "/subscription", "{\"topics\":[\"%s\"]}".formatted(topic)));
    return instance;
  }

  static Answer expect(int status, Answer answer) {
    if (answer.status() == status) return answer;
    throw new IllegalStateException(
        "%d was answered: %s".formatted(answer.status(), answer.text()));
  }

  Answer call(String method, String path, String body) throws IOException {
    var request =
        "%s %s HTTP/1.1\r\nHost: weir\r\nContent-Type: application/vnd.kafka.v2+json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var status = Integer.parseInt(line().split(" ", 3)[1]);
    var length = 0;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var field = line.toLowerCase(Locale.ROOT);
      if (field.startsWith("content-length:"))
        length = Integer.parseInt(field.substring(15).strip());
    }
    if (buffer.length < length) buffer = new byte[length];
    if (in.readNBytes(buffer, 0, length) < length) throw new EOFException("within an answer");
    return new Answer(status, buffer, length);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(128);
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new EOFException("within a head");
      if (b != '\r') line.write(b);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
