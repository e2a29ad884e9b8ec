package dev.weir.gateway.once;

import dev.weir.Clock;
import dev.weir.config.IdempotencyConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The keys that are in hand or done, as many and for as long as the settings say. Any thread.
final class Keys {
  /// So many may wait for one answer; more is a client that does not wait for any.
  private static final int WAITING_MAX = 16;

  private static final String REPLAYED = "Idempotent-Replayed";

  /// What becomes of a request with a key.
  sealed interface Claim {
    /// Nobody had it: the caller carries it out, and then calls [#done] or [#undone].
    record Mine() implements Claim {}

    /// Another one is at it, and will answer this one too.
    record Waits() implements Claim {}

    record Answered(Answer answer) implements Claim {}
  }

  private record InHand(Print print, List<Exchange> waiting) {}

  private final IdempotencyConfig settings;
  private final Clock clock;
  private final Consumer<Done> forgotten;
  private final Map<String, InHand> inHand = new HashMap<>();
  private final Map<String, Done> done = new HashMap<>();

  /// Those of `done`, the oldest first. One that was done again after its time stands here twice.
  private final Deque<Done> byAge = new ArrayDeque<>();

  /// @param forgotten hears of each that is not remembered any more
  Keys(IdempotencyConfig settings, Clock clock, Consumer<Done> forgotten) {
    this.settings = settings;
    this.clock = clock;
    this.forgotten = forgotten;
  }

  synchronized Claim claim(String id, Print print, Exchange exchange) {
    forgetOld();
    var before = done.get(id);
    if (before != null) return new Claim.Answered(told(before, print));
    var present = inHand.get(id);
    if (present == null) {
      inHand.put(id, new InHand(print, new ArrayList<>(0)));
      return new Claim.Mine();
    }
    if (!present.print().equals(print)) return new Claim.Answered(OnceAnswer.OTHER_REQUEST);
    if (present.waiting().size() >= WAITING_MAX) return new Claim.Answered(OnceAnswer.IN_HAND);
    present.waiting().add(exchange);
    return new Claim.Waits();
  }

  private static Answer told(Done before, Print print) {
    if (!before.print().equals(print)) return OnceAnswer.OTHER_REQUEST;
    var answer = before.answer();
    return answer == null ? OnceAnswer.NOT_KEPT : answer.with(REPLAYED, "true");
  }

  /// A request was carried out, and is remembered from now on.
  void done(Done one, Answer answer) {
    answer(remember(one), answer.with(REPLAYED, "true"));
  }

  private synchronized @Nullable InHand remember(Done one) {
    restore(one);
    return inHand.remove(one.id());
  }

  /// Knows again what was done before a restart.
  synchronized void restore(Done one) {
    done.put(one.id(), one);
    byAge.add(one);
    forgetOld();
  }

  /// A request came to nothing, and may be sent again under its key.
  void undone(String id, Answer answer) {
    answer(release(id), answer);
  }

  private synchronized @Nullable InHand release(String id) {
    return inHand.remove(id);
  }

  private static void answer(@Nullable InHand one, Answer answer) {
    if (one != null) one.waiting().forEach(exchange -> exchange.answer(answer));
  }

  synchronized void forgetOld() {
    var oldestMillis = clock.millis() - settings.window().toMillis();
    for (var oldest = byAge.peek(); oldest != null; oldest = byAge.peek()) {
      if (oldest.sinceMillis() > oldestMillis && done.size() <= settings.keys()) return;
      byAge.remove();
      done.remove(oldest.id(), oldest);
      forgotten.accept(oldest);
    }
  }

  synchronized int count() {
    return done.size();
  }
}
