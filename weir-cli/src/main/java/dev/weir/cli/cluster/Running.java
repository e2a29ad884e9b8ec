package dev.weir.cli.cluster;

import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `weir up` of this folder, by the ports that it has written down. One that was killed left
/// them there, so a port is believed when something listens on it.
final class Running {
  private static final String HTTP = "http";
  private static final String ADMIN = "admin";
  private static final int CONNECT_MAX_MILLIS = 300;

  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final String scheme;
  private final boolean left;

  Running(World world) {
    var file = data(world).resolve("weir.ports");
    var written = PortsFile.read(file);
    scheme = PortsFile.scheme(file, HTTP);
    for (var name : new String[] {PortsFile.BROKER, HTTP, ADMIN}) {
      var port = written.get(name);
      if (port != null && listens(port)) ports.put(name, port);
    }
    left = !written.isEmpty() && ports.isEmpty();
  }

  static Path data(World world) {
    return world.folder().resolve(world.env().getOrDefault("WEIR_DATA", "data"));
  }

  /// Null where there is no broker.
  @Nullable String servers() {
    var port = ports.get(PortsFile.BROKER);
    return port == null ? null : "127.0.0.1:" + port;
  }

  @Nullable String gateway() {
    return address(HTTP);
  }

  /// Where operators ask it.
  @Nullable String operators() {
    var admin = address(ADMIN);
    return admin == null ? gateway() : admin;
  }

  private @Nullable String address(String name) {
    var port = ports.get(name);
    return port == null ? null : scheme + "://127.0.0.1:" + port;
  }

  /// Whether one ran here and does no more.
  boolean isGone() {
    return left;
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MAX_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
