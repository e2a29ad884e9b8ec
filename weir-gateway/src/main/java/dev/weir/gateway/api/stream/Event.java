package dev.weir.gateway.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// Server-sent events as bytes.
///
/// ```
/// id: 42
/// event: overview
/// data: {"at":1763780400000,…}
///
/// ```
final class Event {
  /// Says nothing but that the connection lives.
  static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  /// How soon a browser comes back.
  static final byte[] RETRY = "retry: 1000\n\n".getBytes(UTF_8);

  private Event() {}

  /// @param data on one line
  static byte[] bytes(long id, String name, byte[] data) {
    var event = new ByteArrayOutputStream(data.length + 64);
    event.writeBytes("id: %d\nevent: %s\ndata: ".formatted(id, name).getBytes(UTF_8));
    event.writeBytes(data);
    event.write('\n');
    event.write('\n');
    return event.toByteArray();
  }
}
