package dev.weir.gateway.admin;

import dev.weir.delivery.Delivery;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `POST /admin/breaker/<sink>/trip` and `…/reset`: has a sink count as away until the reset or the
/// next start, whatever it answers; and ends that, or tries a sink at once that is away by itself.
///
/// | status | body |
/// | --- | --- |
/// | 200 | the sink as in [SinksEndpoint] |
/// | 404 | `{"problems":["…"]}`: no such sink, or nothing that is called so |
record BreakerEndpoint(Delivery delivery) implements Tasked.Task {
  private static final long DONE_WITHIN_SECONDS = 10;
  private static final String PREFIX = "/admin/breaker/";

  @Override
  public Answer answer(Head head, byte[] body) throws Exception {
    var names = head.path().substring(PREFIX.length()).split("/", -1);
    if (names.length != 2 || !names[1].matches("trip|reset")) return unknown(head.path());
    try {
      change(names[0], names[1]).get(DONE_WITHIN_SECONDS, TimeUnit.SECONDS);
      return Answers.of(json -> SinksEndpoint.write(json, state(names[0])));
    } catch (IllegalArgumentException e) {
      return Answers.problems(404, List.of(String.valueOf(e.getMessage())));
    } catch (TimeoutException e) {
      return Answers.problems(
          503,
          List.of(
              "It was not done within %d s, and is when the sink's thread comes to it"
                  .formatted(DONE_WITHIN_SECONDS)));
    }
  }

  private CompletableFuture<Void> change(String sink, String verb) {
    return verb.equals("trip") ? delivery.trip(sink) : delivery.reset(sink);
  }

  private SinkState state(String sink) {
    return delivery.sinks().stream()
        .filter(state -> state.sink().equals(sink))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The sink '%s' is gone".formatted(sink)));
  }

  private static Answer unknown(String path) {
    return Answers.problems(
        404,
        List.of(
            "Nothing is served at %s: there are %sSINK/trip and %sSINK/reset"
                .formatted(path, PREFIX, PREFIX)));
  }
}
