package dev.weir.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports that a test may let go for a while and have again.
///
/// They lie below those that a system gives to whoever asks for any port, to listen or to connect:
/// so nobody is given the port of a broker that is stopped for a while, or not started yet.
public final class Ports {
  private static final int FIRST = 10_000;

  /// Linux gives away those from 32,768 on, no system any below 16,000.
  private static final int COUNT = 6_000;

  private static final int STRIDE = 619;

  /// Each JVM begins somewhere else and goes on from there, so that two take the same one at the
  /// same time hardly ever.
  private static final AtomicInteger next =
      new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

  private Ports() {}

  /// One that nobody has at the moment.
  public static int free() {
    for (var i = 0; i < COUNT; i++) {
      var port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
      if (isFree(port)) return port;
    }
    throw new IllegalStateException(
        "All ports from %d to %d are in use.".formatted(FIRST, FIRST + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
