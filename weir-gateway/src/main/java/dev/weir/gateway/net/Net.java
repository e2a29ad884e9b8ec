package dev.weir.gateway.net;

import dev.weir.Clock;
import dev.weir.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The event loops, one a core: native epoll where there is one, NIO elsewhere.
public final class Net implements AutoCloseable {
  private static final long WAIT_SECONDS = 20;

  private final Vertx vertx;
  private final int loops;
  private final Clock clock;
  private final @Nullable RequestLog log;
  private volatile @Nullable Encryption encryption;
  private final HttpFigures figures;

  private Net(Vertx vertx, int loops, Clock clock, @Nullable RequestLog log, HttpFigures figures) {
    this.vertx = vertx;
    this.loops = loops;
    this.clock = clock;
    this.log = log;
    this.figures = figures;
  }

  public static Net start(Clock clock) {
    return start(clock, null, Connections.unlimited(), new Metrics());
  }

  /// The same.
  ///
  /// @param log hears of every HTTP request, or null
  /// @param connections counts and bounds those of its TCP ports
  /// @param metrics get the figures of HTTP
  public static Net start(
      Clock clock, @Nullable RequestLog log, Connections connections, Metrics metrics) {
    var loops = Runtime.getRuntime().availableProcessors();
    var vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(loops))
            .withTransport(transport(connections))
            .build();
    return new Net(vertx, loops, clock, log, new HttpFigures(metrics));
  }

  private static Transport transport(Connections connections) {
    var library = Transport.nativeTransport();
    var chosen = library != null && library.available() ? library : Transport.NIO;
    return new Transport() {
      @Override
      public String name() {
        return chosen.name();
      }

      @Override
      public boolean available() {
        return chosen.available();
      }

      @Override
      public @Nullable Throwable unavailabilityCause() {
        return chosen.unavailabilityCause();
      }

      @Override
      public io.vertx.core.spi.transport.Transport implementation() {
        return new Accepting(chosen.implementation(), connections);
      }
    };
  }

  /// What its ports show; null where none speaks TLS.
  public @Nullable Encryption encryption() {
    return encryption;
  }

  /// Tells what its ports will show.
  public Net with(@Nullable Encryption shown) {
    encryption = shown;
    return this;
  }

  Vertx vertx() {
    return vertx;
  }

  int loops() {
    return loops;
  }

  @Nullable RequestLog log() {
    return log;
  }

  HttpFigures figures() {
    return figures;
  }

  public Clock clock() {
    return clock;
  }

  long nanos() {
    return clock.nanos();
  }

  /// Done when each event loop has had a turn.
  public CompletableFuture<Void> turn() {
    var turns = new ArrayList<CompletableFuture<Void>>();
    for (var loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      turns.add(CompletableFuture.runAsync(() -> {}, loop));
    }
    return CompletableFuture.allOf(turns.toArray(CompletableFuture[]::new));
  }

  @Override
  public void close() {
    await(vertx.close(), "The network did not close");
  }

  /// The address without its port, by which one client is told from another.
  static String client(@Nullable SocketAddress remote) {
    var host = remote == null ? null : remote.hostAddress();
    return host == null ? "unknown" : host;
  }

  /// Waits for something that the event loops do. Never called on one of them.
  static <T> T await(Future<T> future, String failure) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NetException(failure + ": the wait was interrupted", e);
    } catch (TimeoutException e) {
      throw new NetException(failure + ": it took over " + WAIT_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new NetException(failure + ": " + e.getCause(), e.getCause());
    }
  }
}
