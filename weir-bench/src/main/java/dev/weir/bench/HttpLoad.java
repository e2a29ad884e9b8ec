package dev.weir.bench;

import java.nio.charset.StandardCharsets;

/// The one request that an HTTP load repeats.
sealed interface HttpLoad permits PushRequest, TopicsRequest {
  /// Head and body, for a server on this port.
  byte[] bytes(int port);

  /// The request of this name.
  ///
  /// @param word `async` and `sync` are two ways of `POST /push`, `topics` is the ambassador's
  static HttpLoad of(String word, String topic, int valueBytes) {
    return word.equals("topics")
        ? new TopicsRequest(topic, valueBytes)
        : new PushRequest(topic, valueBytes, Mode.of(word));
  }

  static byte[] post(String path, String type, String body, int port) {
    var head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, port, type, body.length());
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
