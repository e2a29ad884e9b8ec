package dev.weir.testkit.net;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// A client's socket and the one to the server, with a [Pump] on a thread of its own each way.
///
/// Any thread may end it; the pumps learn of that from their sockets.
final class Connection {
  private static final int CONNECT_MILLIS_MAX = 5_000;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server = new Socket();
  private final AtomicInteger openDirections = new AtomicInteger(Direction.values().length);

  /// Bytes were swallowed. Set by a pump, read by the thread that ends the fault.
  private volatile boolean hasHole;

  Connection(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  /// Connects to the server, if the fault of the moment lets it, and carries bytes until the end.
  void run() {
    try {
      if (isLetIn()) {
        server.connect(proxy.upstream(), CONNECT_MILLIS_MAX);
        var back = Thread.startVirtualThread(new Pump(this, Direction.TO_CLIENT)::run);
        new Pump(this, Direction.TO_SERVER).run();
        back.join();
      }
    } catch (IOException | InterruptedException unreachable) {
      // The client cannot be told more than by what follows.
    }
    close();
  }

  private boolean isLetIn() throws InterruptedException {
    var present = proxy.present();
    return switch (present.fault()) {
      case Fault.Refuse _ -> false;
      case Fault.Reset _ -> {
        reset();
        yield false;
      }
      case Fault.Hang _ -> {
        present.replaced().await();
        yield isLetIn();
      }
      case Fault.None _, Fault.Drop _, Fault.Delay _, Fault.Limit _, Fault.Cut _ -> true;
    };
  }

  FaultProxy proxy() {
    return proxy;
  }

  Socket from(Direction direction) {
    return direction == Direction.TO_SERVER ? client : server;
  }

  Socket to(Direction direction) {
    return direction == Direction.TO_SERVER ? server : client;
  }

  /// Carries the end of one direction over; the other may still have much to say.
  void endOf(Direction direction) throws IOException {
    to(direction).shutdownOutput();
    if (openDirections.decrementAndGet() == 0) {
      close();
    }
  }

  void swallowed() {
    hasHole = true;
  }

  boolean hasHole() {
    return hasHole;
  }

  /// TCP never delivers a stream with a hole: it would have sent the bytes again, or given up.
  void resetIfItHasAHole() {
    if (hasHole) {
      reset();
    }
  }

  void close() {
    end(client, false);
    end(server, false);
    proxy.ended(this);
  }

  void reset() {
    end(client, true);
    end(server, true);
    proxy.ended(this);
  }

  private static void end(Socket socket, boolean withReset) {
    try (socket) {
      if (withReset && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException alreadyEnded) {
      // by the peer or by another thread: it is what was asked for
    }
  }
}
