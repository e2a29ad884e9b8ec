package dev.weir.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `listen:` — where clients reach the gateway.
public record ListenConfig(Address http, Address grpc, @Nullable Path unix) {
  /// What `struct sockaddr_un` holds on Linux, less its final NUL.
  private static final int SOCKET_PATH_MAX = 107;

  static ListenConfig read(Section section) {
    return new ListenConfig(
        section.address("http", "127.0.0.1:8082"),
        section.address("grpc", "127.0.0.1:18282"),
        socket(section));
  }

  private static @Nullable Path socket(Section section) {
    var path = section.value("unix", "off", ListenConfig::socketPath);
    return path.toString().equals("off") ? null : path;
  }

  private static Path socketPath(String text) {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_MAX) {
      throw new IllegalArgumentException(
          "is not a socket's path of 1 to %d bytes, or off".formatted(SOCKET_PATH_MAX));
    }
    return Path.of(text);
  }
}
