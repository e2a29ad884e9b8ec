package dev.weir.bench;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// The one request that the load repeats: `POST /push` with one record.
record PushRequest(String topic, int valueBytes, Mode mode) {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:-_";

  /// The same for everyone who sends it: plain letters, nothing that JSON escapes.
  static String value(int bytes) {
    var random = new Random(1);
    var value = new StringBuilder(bytes);
    for (int i = 0; i < bytes; i++) {
      value.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return value.toString();
  }

  String body() {
    return "{\"records\":[{\"topic\":\"%s\",\"data\":\"%s\"}]%s}"
        .formatted(topic, value(valueBytes), mode.json());
  }

  byte[] bytes(int port) {
    var body = body();
    var head =
        "POST /push HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(port, body.length());
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
