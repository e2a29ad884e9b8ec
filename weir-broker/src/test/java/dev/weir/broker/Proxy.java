package dev.weir.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/// A port that passes every connection on to a target, which may be said later.
final class Proxy implements Resource {
  private final CompletableFuture<Integer> target = new CompletableFuture<>();
  private final ServerSocket server;

  Proxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void leadTo(int port) {
    target.complete(port);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        var broker = new Socket(server.getInetAddress(), target.join());
        Thread.startVirtualThread(() -> pass(client, broker));
        Thread.startVirtualThread(() -> pass(broker, client));
      }
    } catch (IOException e) {
      // The proxy was closed, or the broker is away: it takes no more connections.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has gone, and closing both tells the other.
    }
  }
}
