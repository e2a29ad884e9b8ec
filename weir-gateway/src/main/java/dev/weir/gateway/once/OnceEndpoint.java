package dev.weir.gateway.once;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.net.Watched;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An endpoint for which an `Idempotency-Key` counts, but for what only reads: that may be asked as
/// often as one likes, and has another answer each time.
record OnceEndpoint(Endpoint endpoint, Keys keys, Once once) implements Endpoint {
  private static final String KEY = "Idempotency-Key";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public @Nullable Answer refusal(Head head) {
    var refusal = endpoint.refusal(head);
    if (refusal != null) return refusal;
    var key = key(head);
    if (key == null) return null;
    if (!usable(key)) return told(head, OnceAnswer.BAD_KEY);
    return endpoint.lines(head) == null ? null : told(head, OnceAnswer.STREAM);
  }

  @Override
  public Answer told(Head head, Answer answer) {
    return endpoint.told(head, answer);
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

  private static @Nullable String key(Head head) {
    return READING.contains(head.method()) ? null : head.header(KEY);
  }

  private static boolean usable(String key) {
    return !key.isEmpty()
        && key.length() <= OnceAnswer.KEY_LENGTH_MAX
        && key.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /// Hot.
  @Override
  public void handle(Exchange exchange) {
    var key = key(exchange);
    if (key == null) {
      endpoint.handle(exchange);
    } else {
      var inItsWords = new Watched(exchange, answer -> exchange.answer(told(exchange, answer)));
      handle(inItsWords, id(exchange, key));
    }
  }

  /// Another caller's key is another one.
  private static String id(Exchange exchange, String key) {
    var owner = exchange.caller().owner();
    var whose = owner.isEmpty() ? "" : owner.length() + ":" + owner + " ";
    return whose + exchange.method() + " " + exchange.path() + " " + key;
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
