package dev.weir.gateway.api.delivery;

import dev.weir.delivery.Delivery;
import dev.weir.delivery.Kept;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.web.RestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The delivery as calls ask for it: what is not there is a 404, and every wait has an end.
record Sinks(Delivery delivery) {
  private static final long DONE_WITHIN_SECONDS = 10;

  SinkState state(String name) {
    return delivery.sinks().stream()
        .filter(sink -> sink.sink().equals(name))
        .findFirst()
        .orElseThrow(() -> RestException.plain(404, "There is no sink '%s'".formatted(name)));
  }

  /// What it has on the disk.
  Kept kept(String name, boolean dead) {
    state(name);
    var kept = delivery.kept(name, dead);
    if (kept != null) return kept;
    throw RestException.plain(
        404,
        "The sink '%s' has no log: no route to it says so. Set wal of a route, and start Weir again"
            .formatted(name));
  }

  /// Waits for what a lane does in its turn.
  <T> T done(String name, Supplier<CompletableFuture<T>> act) throws Exception {
    state(name);
    try {
      return act.get().get(DONE_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw RestException.plain(
              503,
              "It was not done within %d s, and may be done yet. See how the sink is doing"
                  .formatted(DONE_WITHIN_SECONDS))
          .because(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw e;
    }
  }
}
