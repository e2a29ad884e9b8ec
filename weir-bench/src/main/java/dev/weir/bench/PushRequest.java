package dev.weir.bench;

import java.util.Random;

/// The one request that the load repeats: `POST /push` with one record.
record PushRequest(String topic, int valueBytes, Mode mode) implements HttpLoad {
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

  @Override
  public byte[] bytes(int port) {
    return HttpLoad.post("/push", "application/json", body(), port);
  }
}
