package dev.weir.gateway.net;

import dev.weir.config.Address;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One listener on all event loops: it is opened once on each, they share the address, and accepted
/// connections are dealt out to them in turn. A connection stays on its loop.
///
/// Opened and closed by any thread but an event loop; both wait.
final class Listeners implements AutoCloseable {
  /// Opens a server on the event loop that this is called on, and tells its port.
  @FunctionalInterface
  interface Opener {
    Future<Integer> open(SocketAddress address);
  }

  private static final String REMEDY =
      "See that the address is one of this machine and that no other program has it, or set another"
          + " one; port 0 takes any free port.";

  private final Net net;
  private final String shown;
  private final Opener opener;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private String deployment = "";

  private Listeners(Net net, String shown, Opener opener) {
    this.net = net;
    this.shown = shown;
    this.opener = opener;
  }

  /// Opens a port; port 0 is any free one, the same for all loops.
  static Listeners open(Net net, Address.Tcp address, Opener opener) {
    return new Listeners(net, address.toString(), opener).open(shared(address));
  }

  private static SocketAddress shared(Address.Tcp address) {
    if (address.port() != 0) return SocketAddress.inetSocketAddress(address.port(), address.host());
    // Servers with the same id share whichever free port the first of them gets.
    var id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    return SocketAddress.sharedRandomPort(id, address.host());
  }

  /// Opens a Unix domain socket.
  ///
  /// @param shown where it will be
  static Listeners open(Net net, Path socket, Path shown, Opener opener) {
    return new Listeners(net, shown.toString(), opener)
        .open(SocketAddress.domainSocketAddress(socket.toString()));
  }

  private Listeners open(SocketAddress address) {
    var everyLoop = new DeploymentOptions().setInstances(net.loops());
    try {
      deployment =
          Net.await(
              net.vertx().deployVerticle(() -> new OnOneLoop(address), everyLoop),
              "Weir cannot listen on " + shown);
    } catch (NetException e) {
      throw new NetException(e.getMessage() + ". " + REMEDY, e.getCause());
    }
    return this;
  }

  /// The port that is open, also when any free one was asked for.
  int port() {
    return port.get();
  }

  /// Takes no more connections and closes those that are open.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Net.await(net.vertx().undeploy(deployment), "The listener on " + shown + " did not close");
    }
  }

  /// Vert.x binds what an instance opens to the instance's loop, and closes it with the instance.
  private final class OnOneLoop implements Deployable {
    private final SocketAddress address;

    OnOneLoop(SocketAddress address) {
      this.address = address;
    }

    @Override
    public Future<?> deploy(Context loop) {
      return opener.open(address).onSuccess(port::set);
    }
  }
}
