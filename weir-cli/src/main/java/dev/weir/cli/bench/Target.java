package dev.weir.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Where a gateway listens for HTTP.
///
/// @param path what stands before those of the protocols, such as that of a proxy
/// @param tls whom to believe there, or null without TLS
/// @param key who sends, or null where nobody asks
record Target(String host, int port, String path, @Nullable SSLContext tls, @Nullable String key) {
  private static final String HTTPS = "https";

  /// @param text `http://host:port/path`, the same with `https`, or `host:port`
  /// @param terms of TLS, asked for with `https` alone
  static Target parse(String text, Supplier<SSLContext> terms, @Nullable String key) {
    var uri = uri(text.contains("://") ? text : "http://" + text);
    var encrypted = HTTPS.equals(uri.getScheme());
    if ((!encrypted && !"http".equals(uri.getScheme())) || uri.getHost() == null) {
      throw wrong(text);
    }
    var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    var port = uri.getPort() < 0 ? encrypted ? 443 : 80 : uri.getPort();
    return new Target(uri.getHost(), port, path, encrypted ? terms.get() : null, key);
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

  /// Opens a connection, with its handshake.
  Socket connect(int millisMax) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(socket(), millisMax);
      socket.setSoTimeout(millisMax);
      socket.setTcpNoDelay(true);
      return tls == null ? socket : encrypted(socket, tls);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket encrypted(Socket socket, SSLContext terms) throws IOException {
    var within = (SSLSocket) terms.getSocketFactory().createSocket(socket, host, port, true);
    var parameters = within.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    within.setSSLParameters(parameters);
    within.startHandshake();
    return within;
  }

  /// Without the brackets of IPv6.
  InetSocketAddress socket() {
    return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
  }

  @Override
  public String toString() {
    return (tls == null ? "http" : HTTPS) + "://" + authority() + path;
  }
}
