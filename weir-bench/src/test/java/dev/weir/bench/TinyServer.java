package dev.weir.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// The JDK's own HTTP server: it answers every n-th request with 503, and counts them all.
final class TinyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final int failEvery;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicReference<String> lastBody = new AtomicReference<>("");

  private TinyServer(HttpServer server, int failEvery) {
    this.server = server;
    this.failEvery = failEvery;
  }

  static TinyServer start(int failEvery) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var tiny = new TinyServer(HttpServer.create(address, 0), failEvery);
    tiny.server.setExecutor(tiny.workers);
    tiny.server.createContext("/push", tiny::answer);
    tiny.server.start();
    return tiny;
  }

  int port() {
    return server.getAddress().getPort();
  }

  int requests() {
    return requests.get();
  }

  String lastBody() {
    return lastBody.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    lastBody.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    boolean fail = requests.incrementAndGet() % failEvery == 0;
    var body = NettyFloor.ANSWER.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(fail ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
