package dev.weir.testkit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A network between a client and a server of a test, which is broken on request.
///
/// The client connects to [#port()] instead of to the server; the proxy connects to the server anew
/// for each client. It carries bytes faithfully, an end of one direction and a reset included,
/// until a method of this class says otherwise:
///
/// ```java
/// try (var network = FaultProxy.to("127.0.0.1", server.port())) {
///   var client = connect(network.port());
///   network.hang();
///   client.send("are you there?");              // nobody answers
///   network.heal();                             // now the server gets it
///   network.resetAfter(TO_CLIENT, 10);          // its answer breaks off after 10 bytes
/// }
/// ```
///
/// A server that tells clients its own address, as a Kafka broker does, must tell the proxy's: open
/// the proxy first, start the server with that port as its advertised one, then [#forwardTo] it.
///
/// ```java
/// var network = FaultProxy.on(0);
/// var broker = startBroker("advertised.listeners=PLAINTEXT://127.0.0.1:" + network.port());
/// network.forwardTo("127.0.0.1", broker.port());
/// ```
///
/// There is one fault at a time: each call takes the place of the one before, at once and for all
/// connections, [#heal()] is none. A connection costs two virtual threads and two buffers of 16
/// KiB. Any thread may call any method.
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final Duration CLOSE_MAX = Duration.ofSeconds(20);

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread acceptor = Thread.ofVirtual().name("fault-proxy").unstarted(this::accept);
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong bytesToServer = new AtomicLong();
  private final AtomicLong bytesToClient = new AtomicLong();
  private final AtomicReference<Fault.Present> present =
      new AtomicReference<>(Fault.Present.of(new Fault.None()));

  /// Set by the test, read by each new connection.
  private volatile InetSocketAddress upstream = InetSocketAddress.createUnresolved("nowhere", 0);

  private FaultProxy(ServerSocket listener) {
    this.listener = listener;
  }

  /// Opens a proxy on a free port of 127.0.0.1 before a server that need not run yet.
  public static FaultProxy to(String host, int port) {
    return on(0).forwardTo(host, port);
  }

  /// Opens a proxy on the given port of 127.0.0.1, 0 for a free one, with no server behind it: its
  /// clients are closed until [#forwardTo] names one.
  public static FaultProxy on(int port) {
    try {
      var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      var proxy = new FaultProxy(new ServerSocket(port, BACKLOG, loopback));
      proxy.acceptor.start();
      return proxy;
    } catch (IOException problem) {
      throw new UncheckedIOException(
          "No proxy was opened on 127.0.0.1:%d; is the port in use? Port 0 takes a free one."
              .formatted(port),
          problem);
    }
  }

  /// Leads new connections to this server; those that are open stay where they are.
  public FaultProxy forwardTo(String host, int port) {
    upstream = new InetSocketAddress(host, port);
    return this;
  }

  /// The port for clients to connect to.
  public int port() {
    return listener.getLocalPort();
  }

  /// The address for clients to connect to.
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), port());
  }

  /// Carries everything again. What was held back by [#hang()] arrives; a connection that lost
  /// bytes to [#drop] is reset, since TCP never delivers a stream with a hole.
  public void heal() {
    become(new Fault.None());
  }

  /// Closes new connections at once, as the port of a server does that is just going away. Open
  /// connections go on.
  public void refuse() {
    become(new Fault.Refuse());
  }

  /// Resets all open connections now and new ones as they come.
  public void reset() {
    become(new Fault.Reset());
    connections.forEach(Connection::reset);
  }

  /// Carries nothing, not even an end, and loses nothing: the sender's buffers fill up until it can
  /// send no more. New connections are accepted and not answered.
  public void hang() {
    become(new Fault.Hang());
  }

  /// Swallows what goes in one direction: its sender believes that all is well.
  public void drop(Direction direction) {
    become(new Fault.Drop(direction));
  }

  /// Holds each piece of up to 16 KiB for `time` in both directions. Pieces of one connection wait
  /// one after another, so this also limits what it carries.
  public void delay(Duration time) {
    delay(time, Duration.ZERO, 0);
  }

  /// As [#delay(Duration)], for a time from `least` to `least` plus `jitter` that `seed` decides.
  public void delay(Duration least, Duration jitter, long seed) {
    become(new Fault.Delay(least, jitter, new Random(seed)));
  }

  /// Carries no more than this in a second, for each connection and direction.
  public void limit(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "At %d bytes a second nothing moves; call hang() for that.".formatted(bytesPerSecond));
    }
    become(new Fault.Limit(bytesPerSecond));
  }

  /// Lets `count` more bytes pass in a direction, closes the connection that carried the last of
  /// them, and is healed: so a test sees one client come back.
  public void closeAfter(Direction direction, long count) {
    become(new Fault.Cut(direction, new AtomicLong(count), false));
  }

  /// As [#closeAfter], with a reset.
  public void resetAfter(Direction direction, long count) {
    become(new Fault.Cut(direction, new AtomicLong(count), true));
  }

  /// How many connections were accepted so far, refused ones too.
  public long connections() {
    return accepted.get();
  }

  /// How many connections are open.
  public int openConnections() {
    return connections.size();
  }

  /// How many bytes were handed on in a direction so far.
  public long bytes(Direction direction) {
    return counter(direction).get();
  }

  /// Ends all connections and threads.
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join(CLOSE_MAX); // the port is let go only when no thread waits at it any more
      connections.forEach(Connection::close);
      heal(); // wakes those that are held back, to find their sockets closed
      threads.shutdown();
      if (!threads.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "Connections of the proxy are alive " + CLOSE_MAX + " after its end.");
      }
    } catch (IOException problem) {
      throw new UncheckedIOException("The proxy's port was not closed", problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var connection = new Connection(this, listener.accept());
        accepted.incrementAndGet();
        connections.add(connection);
        threads.execute(connection::run);
      } catch (IOException closedOrTooManyFiles) {
        // the loop's condition tells which
      }
    }
  }

  private void become(Fault fault) {
    present.getAndSet(Fault.Present.of(fault)).replaced().countDown();
    connections.forEach(Connection::resetIfItHasAHole);
  }

  Fault.Present present() {
    return present.get();
  }

  /// Heals, unless another fault has taken the place of this one.
  boolean healIf(Fault.Present over) {
    boolean isOurs = present.compareAndSet(over, Fault.Present.of(new Fault.None()));
    over.replaced().countDown();
    return isOurs;
  }

  InetSocketAddress upstream() {
    return upstream;
  }

  void carries(Direction direction, int count) {
    counter(direction).addAndGet(count);
  }

  private AtomicLong counter(Direction direction) {
    return switch (direction) {
      case TO_SERVER -> bytesToServer;
      case TO_CLIENT -> bytesToClient;
    };
  }

  /// Whether a connection has lost bytes that its sender believes to be there.
  boolean hasHoles() {
    return connections.stream().anyMatch(Connection::hasHole);
  }

  void ended(Connection connection) {
    connections.remove(connection);
  }
}
