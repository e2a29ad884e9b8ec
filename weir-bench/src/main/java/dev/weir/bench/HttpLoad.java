package dev.weir.bench;

import java.nio.charset.StandardCharsets;

/// The one request that an HTTP load repeats.
sealed interface HttpLoad permits PushRequest, RestRequest, TopicsRequest {
  String REST = "rest-";

  /// Head and body, for a server on this port.
  byte[] bytes(int port);

  /// How many messages it has.
  default int records() {
    return 1;
  }

  /// The request of this name.
  ///
  /// @param word `async` and `sync` are two ways of `POST /push`, `topics` is the ambassador's, and
  ///   `rest-` the REST proxy's with as many records as follow
  static HttpLoad of(String word, String topic, int valueBytes) {
    if (word.startsWith(REST)) {
      var records = Integer.parseInt(word.substring(REST.length()));
      return new RestRequest(topic, valueBytes, records);
    }
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
