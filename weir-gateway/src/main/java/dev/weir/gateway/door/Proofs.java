package dev.weir.gateway.door;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Has a password looked at once where a client brings the same one with many requests at a time:
/// as attempts of their own, all but the first few would have to wait. Any thread that may block.
final class Proofs {
  private static final int WAITING_MAX = 256;

  /// By who sends what.
  private final ConcurrentHashMap<String, InHand> all = new ConcurrentHashMap<>();

  /// @param waiting how many wait for it
  private record InHand(CompletableFuture<Verdict> verdict, AtomicInteger waiting) {}

  /// @param who sends what, as none but they do
  /// @param proof looks at it
  /// @throws BusyException where too many wait, or the one that is looked at was not
  Verdict prove(String who, Supplier<Verdict> proof) {
    var mine = new InHand(new CompletableFuture<>(), new AtomicInteger());
    var present = all.putIfAbsent(who, mine);
    if (present != null) return verdict(present);
    try {
      var verdict = proof.get();
      mine.verdict().complete(verdict);
      return verdict;
    } finally {
      all.remove(who, mine);
      mine.verdict().completeExceptionally(new BusyException()); // unless it was told
    }
  }

  private static Verdict verdict(InHand present) {
    try {
      if (present.waiting().incrementAndGet() > WAITING_MAX) throw new BusyException();
      return present.verdict().orTimeout(Turns.WAIT_SECONDS_MAX + 10L, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new BusyException();
    } finally {
      present.waiting().decrementAndGet();
    }
  }
}
