package dev.weir.delivery;

import dev.weir.Problem;
import dev.weir.config.Rate;
import org.jspecify.annotations.Nullable;

/// Counts what went through of late, so that no stretch of time as long as the rate's ever holds
/// more than its amount.
///
/// Time is cut into slots, 60 of them to a stretch, and a slot counts until all of it is a stretch
/// ago. So 61 are added up, the one that has begun among them, and who always wants more than the
/// rate gets 60/61 of it. What was refused is not counted. Guarded by its [RateLimit].
final class RateWindow {
  private static final int SLOTS = 60;

  private final long amount;
  private final String whose;
  private final String limit;
  private final long startNanos;
  private final long slotNanos;
  private final long[] counts = new long[SLOTS + 1];

  /// Slots are numbered from the start on, and have their places in `counts` in turn.
  private long newest;

  private long sum;

  /// @param whose and `unit` are for the text of a refusal, as in `topic 'rides'` and `messages`
  RateWindow(Rate rate, String unit, String whose, long startNanos) {
    this.amount = rate.amount();
    this.whose = whose;
    this.limit = "%,d %s in any %s".formatted(amount, unit, text(rate.per().toMillis()));
    this.startNanos = startNanos;
    this.slotNanos = Math.max(1, Math.ceilDiv(rate.per().toNanos(), SLOTS));
  }

  private static String text(long millis) {
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }

  /// Why so many cannot go through now, or null; counts nothing. Hot.
  @Nullable Problem refusal(long nowNanos, int count) {
    if (count > amount) return Problem.tooLargeForRate(whose, limit, count);
    advance(nowNanos);
    return sum + count <= amount
        ? null
        : Problem.rateLimited(whose, limit, millisUntil(sum + count - amount, nowNanos));
  }

  /// What went through in the stretch that ends now.
  long used(long nowNanos) {
    advance(nowNanos);
    return sum;
  }

  /// Counts what goes through, right after [#refusal] has let it. Hot.
  void count(int count) {
    counts[place(newest)] += count;
    sum += count;
  }

  /// Two threads may bring their times in the wrong order: what comes late counts as of now.
  private void advance(long nowNanos) {
    var slot = (nowNanos - startNanos) / slotNanos;
    var passed = Math.min(slot - newest, counts.length);
    for (var i = 1; i <= passed; i++) {
      var place = place(newest + i);
      sum -= counts[place];
      counts[place] = 0;
    }
    newest = Math.max(newest, slot);
  }

  /// How long until the oldest slots that hold so much no longer count.
  private long millisUntil(long excess, long nowNanos) {
    var slot = newest - SLOTS;
    var freed = counts[place(slot)];
    while (freed < excess) freed += counts[place(++slot)];
    var endNanos = startNanos + (slot + counts.length) * slotNanos;
    return Math.ceilDiv(endNanos - nowNanos, 1_000_000L);
  }

  private int place(long slot) {
    return (int) Math.floorMod(slot, (long) counts.length);
  }
}
