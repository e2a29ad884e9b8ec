package dev.weir.gateway.net;

import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// A Unix domain socket that clients write to: bytes come in, none go out.
///
/// A connection and its [Reader] live on one event loop. Opened and closed by any other thread.
public final class UnixPort implements AutoCloseable {
  /// How long a closing port reads on from clients that do not stop writing.
  private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(5);

  /// The server's end of one client, to be used on its event loop but for [#execute].
  public interface Connection {
    /// Who writes: the same for all connections of one user of this machine, where it can be told.
    String client();

    /// Reads no more until `resume`; what was read before may still arrive.
    void pause();

    void resume();

    void close();

    /// Runs a task on the connection's event loop: at once if that is where the caller is.
    void execute(Runnable task);

    /// Runs a task on the connection's event loop after a while, also if the client has gone, but
    /// not if the answer was run before.
    Runnable after(Duration delay, Runnable task);
  }

  /// What becomes of the bytes of one connection. Called on its event loop.
  public interface Reader {
    /// The array is the reader's from here on.
    void received(byte[] bytes);

    /// Nothing comes any more. Called once, after the last bytes, also while paused.
    void ended();
  }

  private final UnixSocketFile file;
  private final List<NetServer> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Listeners listeners;

  private UnixPort(Net net, UnixSocketFile file, Function<Connection, Reader> readers) {
    this.file = file;
    this.listeners = Listeners.open(net, file.path(), address -> listen(net, address, readers));
  }

  /// Opens the socket, in place of one that a dead process left behind.
  ///
  /// @param readers makes the reader of each connection
  /// @throws NetException if another process listens there, or the path is no socket
  public static UnixPort open(Net net, Path path, Function<Connection, Reader> readers) {
    var file = new UnixSocketFile(path);
    file.removeIfStale();
    var port = new UnixPort(net, file, readers);
    try {
      file.restrict();
      return port;
    } catch (NetException e) {
      port.close();
      throw e;
    }
  }

  private Future<Integer> listen(
      Net net, SocketAddress address, Function<Connection, Reader> readers) {
    var server = net.vertx().createNetServer(new NetServerOptions());
    servers.add(server);
    return server
        .connectHandler(socket -> UnixConnection.open(net.vertx(), socket, readers))
        .listen(address)
        .map(0);
  }

  /// Takes no more clients, reads what those that are there have written, and closes them.
  @Override
  public void close() {
    // Once only: the path may be another process's by the second time.
    if (!closed.compareAndSet(false, true)) return;
    var drained =
        servers.stream()
            .map(server -> server.shutdown(DRAIN_AT_MOST.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    Net.await(Future.join(drained), "The clients of " + file.path() + " did not close");
    listeners.close();
    file.remove();
  }
}
