package dev.weir.gateway.net;

import dev.weir.config.SocketAccess;
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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Unix domain socket that clients write to, and may be answered on.
///
/// A connection and its [Reader] live on one event loop. Opened and closed by any other thread.
public final class UnixPort implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UnixPort.class);

  /// How long a closing port reads on from clients that do not stop writing.
  private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(5);

  /// And how long, in looks at them, it then waits for readers that are not done.
  private static final Duration LOOK = Duration.ofMillis(10);

  private static final int LOOKS_AT_MOST = 500;

  /// The server's end of one client, to be used on its event loop but for [#execute].
  public interface Connection {
    /// Who writes: the same for all connections of one user of this machine, where it can be told.
    String client();

    /// Reads no more until `resume`; what was read before may still arrive.
    void pause();

    void resume();

    /// Writes bytes to the client, which are the connection's from here on.
    void send(byte[] bytes);

    /// Whether so much waits for the client to read that the next [Reader#writable] should be
    /// waited for.
    boolean isFull();

    /// What was written still goes out.
    void close();

    /// Closes when nothing has come for a moment and nothing is paused.
    void closeWhenSilent();

    /// Runs a task on the connection's event loop: at once if that is where the caller is.
    void execute(Runnable task);

    /// Runs a task on the connection's event loop after a while, also if the client has gone, but
    /// not if the answer was run before.
    Runnable after(Duration delay, Runnable task);
  }

  /// Makes the reader of each connection, on its event loop.
  @FunctionalInterface
  public interface Readers {
    Reader of(Connection connection);

    /// How many readers are not done with what they were given, also of clients that have gone. Any
    /// thread.
    default int unfinished() {
      return 0;
    }
  }

  /// What becomes of the bytes of one connection. Called on its event loop.
  public interface Reader {
    /// The array is the reader's from here on.
    void received(byte[] bytes);

    /// Nothing comes any more. Called once, after the last bytes, also while paused.
    void ended();

    /// The port closes, in a bounded time: the connection should end soon.
    void stopping();

    /// There is room again for what is written.
    default void writable() {}
  }

  private final UnixSocketFile file;
  private final Readers readers;
  private final List<NetServer> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Listeners listeners;
  private final UnixSocketFile.@Nullable Identity bound;

  private UnixPort(Net net, UnixSocketFile file, Readers readers) {
    this.file = file;
    this.readers = readers;
    this.listeners = Listeners.open(net, file.path(), address -> listen(net, address, readers));
    this.bound = file.identity();
  }

  /// Opens the socket, in place of one that a dead process left behind.
  ///
  /// @param access who may write to it
  /// @param readers makes the reader of each connection
  /// @throws NetException if another process listens there, or the path is no socket
  public static UnixPort open(Net net, Path path, SocketAccess access, Readers readers) {
    var file = new UnixSocketFile(path);
    file.removeIfStale();
    var port = new UnixPort(net, file, readers);
    try {
      file.give(access);
      return port;
    } catch (NetException e) {
      port.close();
      throw e;
    }
  }

  private Future<Integer> listen(Net net, SocketAddress address, Readers readers) {
    var server = net.vertx().createNetServer(new NetServerOptions());
    servers.add(server);
    return server
        .connectHandler(socket -> UnixConnection.open(net.vertx(), socket, readers))
        .listen(address)
        .map(0);
  }

  /// Takes no more clients, reads what those that are there have written, and closes them. What
  /// clients wrote that have gone is waited for as well.
  @Override
  public void close() {
    // Once only: the path may be another process's by the second time.
    if (!closed.compareAndSet(false, true)) return;
    var drained =
        servers.stream()
            .map(server -> server.shutdown(DRAIN_AT_MOST.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    Net.await(Future.join(drained), "The clients of " + file.path() + " did not close");
    awaitReaders();
    listeners.close();
    file.remove(bound); // the listener has been closed for a while: there may be a successor's
  }

  private void awaitReaders() {
    for (var look = 0; look < LOOKS_AT_MOST && readers.unfinished() > 0; look++) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    var unfinished = readers.unfinished();
    if (unfinished == 0) return;
    log.warn(
        "What {} clients of {} wrote is lost in part: it was not taken before the socket had to"
            + " close. Look for a full log, a full memory or a rate that holds it up",
        unfinished,
        file.path());
  }
}
