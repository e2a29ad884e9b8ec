package dev.weir.gateway.net;

import dev.weir.Caller;
import dev.weir.config.SocketAccess;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  /// How often it is seen whether the file is there.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// The server's end of one client, to be used on its event loop but for [#execute].
  public interface Connection {
    /// Who writes: the same for all connections of one user of this machine, where it can be told.
    Caller caller();

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

    /// Somebody came who may not.
    default void refused() {}
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

  private final Net net;
  private final UnixSocketFile file;
  private final SocketAccess access;
  private final Readers readers;
  private final UnixGuests guests;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// The newest, by which clients come, and after it those whose file is gone and whose clients are
  /// not. Guarded by this.
  private final Deque<UnixListener> listeners = new ArrayDeque<>();

  private volatile boolean away;

  private UnixPort(Net net, UnixSocketFile file, SocketAccess access, Readers readers) {
    this.net = net;
    this.file = file;
    this.access = access;
    this.readers = readers;
    this.guests = new UnixGuests(net, file.path(), access.uids());
  }

  /// Opens the socket, in place of one that a dead process left behind.
  ///
  /// @param access who may write to it
  /// @param readers makes the reader of each connection
  /// @throws NetException if another process listens there, or the path is no socket
  public static UnixPort open(Net net, Path path, SocketAccess access, Readers readers) {
    var port = new UnixPort(net, new UnixSocketFile(path), access, readers);
    port.file.removeIfStale();
    port.listeners.add(port.listen());
    if (port.file.isExposed()) {
      log.warn(
          "Anybody on this machine may write to the folder of {}, and so take its place. Put it"
              + " into a folder that is Weir's alone, such as /run/weir",
          path);
    }
    Thread.ofVirtual().name("unix-watch").start(port::watch);
    return port;
  }

  private UnixListener listen() {
    return new UnixListener(net, file, access, this::opened);
  }

  private void opened(NetSocket socket) {
    if (guests.mayCome(UnixConnection.channel(socket))) {
      UnixConnection.open(net.vertx(), socket, readers);
    } else {
      readers.refused();
      socket.close();
    }
  }

  /// Whether nobody comes any more, since the file is gone or another's.
  public boolean isAway() {
    return away;
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Puts the socket back where somebody has removed it, or left a dead one in its place. What is
  /// alive there stays: it may be meant to follow this one.
  private synchronized void look() {
    if (closed.getCount() == 0) return;
    if (!listeners.getFirst().isInPlace()) putBack();
    var left = listeners.iterator();
    left.next();
    while (left.hasNext()) {
      var old = left.next();
      if (old.hasClients()) continue;
      old.close();
      left.remove();
    }
  }

  private void putBack() {
    try {
      file.removeIfStale();
      listeners.addFirst(listen());
      away = false;
      log.warn(
          "Somebody removed the socket {}: it is there again. Its clients are still heard",
          file.path());
    } catch (NetException e) {
      if (!away) log.error("Nobody can write to {} any more", file.path(), e);
      away = true;
    }
  }

  /// Takes no more clients, reads what those that are there have written, and closes them. What
  /// clients wrote that have gone is waited for as well.
  @Override
  public void close() {
    // Once only: the path may be another process's by the second time.
    if (isClosed()) return;
    var all = listeners();
    var drained = all.stream().map(one -> one.shutdown(DRAIN_AT_MOST)).toList();
    Net.await(Future.join(drained), "The clients of " + file.path() + " did not close");
    awaitReaders();
    all.forEach(UnixListener::close);
  }

  private synchronized boolean isClosed() {
    var before = closed.getCount() == 0;
    closed.countDown();
    return before;
  }

  private synchronized List<UnixListener> listeners() {
    return List.copyOf(listeners);
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
