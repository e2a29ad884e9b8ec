package dev.weir.gateway.admin;

import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `POST /admin/wal/<sink>/requeue` and `…/drop`: what becomes of the dead letters of a sink; and
/// `…/drain`, which needs no body: what waits there goes now, whatever `wal.resend-period` says.
///
/// | status | body |
/// | --- | --- |
/// | 200 | `{"messages":3}`: so many were found, and are sent again or forgotten; or so many wait |
/// | 404 | `{"problems":["…"]}`: no such sink, or nothing that is called so |
/// | 422 | `{"problems":["…"]}`: the body does not say which, see [Chosen] |
record DeadLettersEndpoint(Delivery delivery) implements Tasked.Task {
  private static final long DONE_WITHIN_SECONDS = 10;
  private static final String PREFIX = "/admin/wal/";

  @Override
  public Answer answer(Head head, byte[] body) throws Exception {
    var names = head.path().substring(PREFIX.length()).split("/", -1);
    if (names.length != 2 || !names[1].matches("requeue|drop|drain")) return unknown(head.path());
    try {
      if (names[1].equals("drain")) return wait(drain(names[0]));
      var chosen = Chosen.read(body);
      return wait(act(names[0], names[1], chosen));
    } catch (Chosen.Unreadable e) {
      return Answers.problems(422, List.of(String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      return Answers.problems(404, List.of(String.valueOf(e.getMessage())));
    }
  }

  private CompletableFuture<Integer> act(String sink, String verb, Chosen chosen) {
    return verb.equals("drop") ? delivery.drop(sink, chosen) : delivery.requeue(sink, chosen);
  }

  private CompletableFuture<Integer> drain(String sink) {
    return delivery.drain(sink).thenApply(_ -> waiting(sink));
  }

  private int waiting(String sink) {
    return delivery.sinks().stream()
        .filter(state -> state.sink().equals(sink))
        .mapToInt(state -> Math.toIntExact(Math.min(Integer.MAX_VALUE, state.waiting())))
        .sum();
  }

  private static Answer unknown(String path) {
    return Answers.problems(
        404,
        List.of(
            "Nothing is served at %s: there are %sSINK/requeue, %sSINK/drop and %sSINK/drain"
                .formatted(path, PREFIX, PREFIX, PREFIX)));
  }

  private static Answer wait(CompletableFuture<Integer> count) throws Exception {
    try {
      var messages = count.get(DONE_WITHIN_SECONDS, TimeUnit.SECONDS);
      return Answers.of(json -> {
        json.writeStartObject();
        json.writeNumberField("messages", messages);
        json.writeEndObject();
      });
    } catch (TimeoutException e) {
      return Answers.problems(
          503,
          List.of(
              "It is not known what became of it: it was not done within %d s. See 'weir wal list'"
                  .formatted(DONE_WITHIN_SECONDS)));
    }
  }
}
