package dev.weir.cli.bench;

import java.net.InetSocketAddress;
import java.net.URI;

/// Where a gateway listens for HTTP, without TLS.
///
/// @param path what stands before those of the protocols, such as that of a proxy
record Target(String host, int port, String path) {
  private static final int USUAL_PORT = 80;

  /// @param text `http://host:port/path` or `host:port`
  static Target parse(String text) {
    var uri = uri(text.contains("://") ? text : "http://" + text);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) throw wrong(text);
    var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return new Target(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), path);
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static RuntimeException wrong(String text) {
    return BenchOptions.usage(
        "--address: '%s' is none such as http://127.0.0.1:8082".formatted(text));
  }

  String authority() {
    return host + ":" + port;
  }

  /// Without the brackets of IPv6.
  InetSocketAddress socket() {
    return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
  }

  @Override
  public String toString() {
    return "http://" + authority() + path;
  }
}
