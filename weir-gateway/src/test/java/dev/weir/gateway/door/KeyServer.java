package dev.weir.gateway.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An identity provider as far as its keys are concerned.
final class KeyServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String keys = "";
  private volatile int status = 200;
  private volatile @Nullable URI elsewhere;

  private KeyServer(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  static KeyServer start() {
    return at(0);
  }

  static KeyServer at(int port) {
    try {
      return new KeyServer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KeyServer has(String set) {
    keys = set;
    return this;
  }

  KeyServer fails(int with) {
    status = with;
    return this;
  }

  KeyServer sendsTo(URI other) {
    status = 302;
    elsewhere = other;
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/keys".formatted(port()));
  }

  int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      var body = keys.getBytes(StandardCharsets.UTF_8);
      if (elsewhere != null) exchange.getResponseHeaders().add("Location", elsewhere.toString());
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// Is away from now on.
  void leave() {
    server.stop(0);
  }

  @Override
  public void close() {
    leave();
  }
}
