package dev.weir.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Says what it hears, to every client, until that one has said its last.
final class EchoServer {
  private final ServerSocket listener;
  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heard = lock.newCondition();
  private long received;

  private EchoServer(ServerSocket listener) {
    this.listener = listener;
  }

  static EchoServer start() throws IOException {
    var server = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    server.acceptor.start();
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  long received() {
    lock.lock();
    try {
      return received;
    } finally {
      lock.unlock();
    }
  }

  void awaitReceived(long count) {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(20);
      while (received < count && nanos > 0) {
        nanos = heard.awaitNanos(nanos);
      }
      assertThat(received).isGreaterThanOrEqualTo(count);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        Thread.startVirtualThread(() -> echo(client));
      } catch (IOException closed) {
        // the loop's condition tells
      }
    }
  }

  private void echo(Socket client) {
    var buffer = new byte[8 * 1024];
    try (client) {
      int length;
      while ((length = client.getInputStream().read(buffer)) >= 0) {
        heard(length);
        client.getOutputStream().write(buffer, 0, length);
      }
    } catch (IOException broken) {
      // as many tests want it to be
    }
  }

  private void heard(int length) {
    lock.lock();
    try {
      received += length;
      heard.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The port is let go only when no thread waits at it any more.
  public void close() throws IOException, InterruptedException {
    listener.close();
    assertThat(acceptor.join(Duration.ofSeconds(10))).isTrue();
  }
}
