package dev.weir.delivery;

import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// One way through the dead letters, in slices. The lane's thread owns it.
///
/// What is added meanwhile is not looked at, so that what fails again at once is not sent for ever.
final class Sweep {
  /// Records that one turn reads at most, so that what comes in does not wait for long.
  private static final int TURN_MAX = 1_000;

  private final LongPredicate chosen;
  private final Consumer<Entry> act;
  private final Wal dead;
  private final long end;
  private final CompletableFuture<Integer> done;
  private long position;
  private int count;

  /// @param done hears how many were chosen, once that is known
  Sweep(LongPredicate chosen, Consumer<Entry> act, Wal dead, CompletableFuture<Integer> done) {
    this.chosen = chosen;
    this.act = act;
    this.dead = dead;
    this.end = dead.head();
    this.done = done;
  }

  /// Goes on while there is room; answers whether there is more that can be read now.
  boolean turn(BooleanSupplier room) {
    dead.seek(position);
    var more = true;
    for (var read = 0; more && read < TURN_MAX && room.getAsBoolean(); read++) more = step();
    position = dead.position();
    if (position >= end) finish();
    return more && !done.isDone();
  }

  private boolean step() {
    var entry = dead.next();
    if (entry == null) return false;
    var sequence = entry.sequence();
    if (sequence < end && chosen.test(sequence)) {
      act.accept(entry);
      count++;
    } else {
      dead.release(sequence);
    }
    return sequence + 1 < end;
  }

  boolean isDone() {
    return done.isDone();
  }

  void finish() {
    done.complete(count);
  }

  void fail(RuntimeException why) {
    done.completeExceptionally(why);
  }
}
