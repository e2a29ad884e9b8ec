package dev.weir.gateway.net;

import dev.weir.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
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

  private Net(Vertx vertx, int loops, Clock clock, @Nullable RequestLog log) {
    this.vertx = vertx;
    this.loops = loops;
    this.clock = clock;
    this.log = log;
  }

  public static Net start(Clock clock) {
    return start(clock, null);
  }

  /// The same.
  ///
  /// @param log hears of every HTTP request, or null
  public static Net start(Clock clock, @Nullable RequestLog log) {
    var loops = Runtime.getRuntime().availableProcessors();
    var options = new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true);
    return new Net(Vertx.vertx(options), loops, clock, log);
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

  public Clock clock() {
    return clock;
  }

  long nanos() {
    return clock.nanos();
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
