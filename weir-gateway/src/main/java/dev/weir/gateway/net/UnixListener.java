package dev.weir.gateway.net;

import dev.weir.config.SocketAccess;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One socket in one place, on all event loops, with the clients that came by it.
///
/// It is made where nobody else gets, given to those who may write to it, and only then put in its
/// place: there is no moment at which others may write to it.
final class UnixListener implements AutoCloseable {
  private final List<NetServer> servers = new CopyOnWriteArrayList<>();
  private final AtomicInteger clients = new AtomicInteger();
  private final UnixSocketFile place;
  private final Listeners listeners;
  private final UnixSocketFile.@Nullable Identity bound;

  /// @param opened gets each client, on its event loop
  UnixListener(Net net, UnixSocketFile place, SocketAccess access, Consumer<NetSocket> opened) {
    this.place = place;
    var made = UnixSocketFile.in(place.nest());
    try {
      this.listeners =
          Listeners.open(net, made.path(), place.path(), address -> listen(net, address, opened));
      put(made, access);
    } finally {
      made.leave();
    }
    this.bound = place.identity();
  }

  private void put(UnixSocketFile made, SocketAccess access) {
    try {
      made.give(access);
      made.moveTo(place);
    } catch (NetException e) {
      listeners.close();
      throw e;
    }
  }

  private Future<Integer> listen(Net net, SocketAddress address, Consumer<NetSocket> opened) {
    var server = net.vertx().createNetServer(new NetServerOptions());
    servers.add(server);
    return server
        .connectHandler(socket -> {
          clients.incrementAndGet();
          socket.closeHandler(_ -> clients.decrementAndGet());
          opened.accept(socket);
        })
        .listen(address)
        .map(0);
  }

  /// Whether its file is still where it was put, so that clients come.
  boolean isInPlace() {
    return bound != null && bound.equals(place.identity());
  }

  boolean hasClients() {
    return clients.get() > 0;
  }

  /// Takes no more clients and has those that are there end.
  Future<?> shutdown(Duration atMost) {
    place.remove(bound); // first: who comes now is to find nobody
    return Future.join(
        servers.stream()
            .map(server -> server.shutdown(atMost.toMillis(), TimeUnit.MILLISECONDS))
            .toList());
  }

  /// The file goes, too, unless there is another's by now.
  @Override
  public void close() {
    listeners.close();
    place.remove(bound);
  }
}
