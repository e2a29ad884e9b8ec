package dev.weir.gateway.once;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.net.Watched;
import org.jspecify.annotations.Nullable;

/// An endpoint for which an `Idempotency-Key` counts.
record OnceEndpoint(Endpoint endpoint, Keys keys, Once once) implements Endpoint {
  private static final String KEY = "Idempotency-Key";

  @Override
  public @Nullable Answer refusal(Head head) {
    var refusal = endpoint.refusal(head);
    if (refusal != null) return refusal;
    var key = head.header(KEY);
    if (key == null) return null;
    if (!usable(key)) return OnceAnswer.BAD_KEY;
    return endpoint.lines(head) == null ? null : OnceAnswer.STREAM;
  }

  /// A stream is no one request: no key counts there.
  @Override
  public @Nullable Lines lines(Head head) {
    return endpoint.lines(head);
  }

  @Override
  public boolean hangsUp(Answer answer) {
    return endpoint.hangsUp(answer);
  }

  private static boolean usable(String key) {
    return !key.isEmpty()
        && key.length() <= OnceAnswer.KEY_LENGTH_MAX
        && key.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /// Hot.
  @Override
  public void handle(Exchange exchange) {
    var key = exchange.header(KEY);
    if (key == null) {
      endpoint.handle(exchange);
    } else {
      handle(exchange, exchange.method() + " " + exchange.path() + " " + key);
    }
  }

  private void handle(Exchange exchange, String id) {
    var print = Print.of(exchange);
    switch (keys.claim(id, print, exchange)) {
      case Keys.Claim.Mine _ -> carryOut(exchange, id, print);
      case Keys.Claim.Waits _ -> once.replayed();
      case Keys.Claim.Answered(var answer) -> {
        once.replayed();
        exchange.answer(answer);
      }
    }
  }

  private void carryOut(Exchange exchange, String id, Print print) {
    try {
      endpoint.handle(
          new Watched(
              exchange, answer -> once.settled(id, print, answer, () -> exchange.answer(answer))));
    } catch (RuntimeException e) {
      keys.undone(id, OnceAnswer.IN_HAND);
      throw e;
    }
  }
}
