package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `listen:` — where clients reach the gateway.
///
/// @param http all that speaks HTTP
/// @param push kprf's `POST /push` alone, as kprf served it
/// @param topics the ambassador's HTTP alone, as the ambassador served it
/// @param rest the REST proxy alone
/// @param metrics `/metrics` and the health checks alone
/// @param admin what is for operators: where it is open, no other port has it
/// @param unix the socket for frames, or null
/// @param unixAcked the socket for frames that are acknowledged, or null
public record ListenConfig(
    Address http,
    Address push,
    Address topics,
    Address rest,
    Address metrics,
    Address admin,
    Address grpc,
    @Nullable Path unix,
    @Nullable Path unixAcked,
    SocketAccess access) {
  /// What `struct sockaddr_un` holds on Linux, less its final NUL.
  private static final int SOCKET_PATH_MAX = 107;

  static ListenConfig read(Section section) {
    return new ListenConfig(
        section.address("http", "127.0.0.1:8082"),
        section.address("push", OFF),
        section.address("topics", OFF),
        section.address("rest", OFF),
        section.address("metrics", OFF),
        section.address("admin", OFF),
        section.address("grpc", "127.0.0.1:18282"),
        socket(section, "unix"),
        socket(section, "unix-acked"),
        SocketAccess.read(section));
  }

  /// Where the console and what is for operators is served.
  public Address operators() {
    return admin instanceof Address.Tcp ? admin : http;
  }

  /// All ports by their names, also those that are closed.
  public Map<String, Address> ports() {
    var ports = new LinkedHashMap<String, Address>();
    ports.put("http", http);
    ports.put("push", push);
    ports.put("topics", topics);
    ports.put("rest", rest);
    ports.put("metrics", metrics);
    ports.put("admin", admin);
    ports.put("grpc", grpc);
    return ports;
  }

  private static @Nullable Path socket(Section section, String key) {
    var path = section.as(key, "path").value(key, OFF, ListenConfig::socketPath);
    return path.toString().equals(OFF) ? null : path;
  }

  private static Path socketPath(String text) {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_MAX) {
      throw new IllegalArgumentException(
          "is not a socket's path of 1 to %d bytes, or off".formatted(SOCKET_PATH_MAX));
    }
    return Path.of(text);
  }
}
