package dev.weir.cli.wal;

import dev.weir.Problem;
import dev.weir.cli.gateway.DeadLetters;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.gateway.SystemClock;
import dev.weir.metrics.Metrics;
import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import dev.weir.wal.WalOptions;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The logs of a gateway that does not run, under their locks: one that starts meanwhile is
/// refused.
final class StoppedLog implements DeadLetters {
  private static final long STORED_WITHIN_SECONDS = 60;

  private final Logs logs;

  StoppedLog(Logs logs) {
    this.logs = logs;
  }

  @Override
  public long drop(String sink, Chosen chosen) {
    try (var dead = open(sink, true)) {
      return each(dead, chosen, entry -> dead.ack(entry.sequence()));
    }
  }

  /// What is sent again waits behind all that waits already, and is sent after the next start.
  @Override
  public long requeue(String sink, Chosen chosen) {
    try (var dead = open(sink, true);
        var log = open(sink, false)) {
      var moving = new Moving(dead);
      var count = each(dead, chosen, entry -> moving.to(log, entry));
      log.commit();
      moving.await(count);
      return count;
    }
  }

  private static long each(Wal dead, Chosen chosen, Consumer<Entry> act) {
    var count = 0L;
    for (var entry = dead.next(); entry != null; entry = dead.next()) {
      if (!chosen.test(entry.sequence())) continue;
      act.accept(entry);
      count++;
    }
    return count;
  }

  private Wal open(String sink, boolean dead) {
    var wal = logs.config().wal();
    var folder = logs.folder(sink, dead);
    var options = new WalOptions(sink, folder, wal.limitBytes(), wal.segmentBytes());
    return Wal.open(options, new Metrics(), new SystemClock());
  }

  /// Messages on their way from one log to the other: each is gone from the first only when it is
  /// durable in the second.
  private static final class Moving {
    private final Wal from;
    private final Semaphore settled = new Semaphore(0);
    private final AtomicReference<@Nullable Problem> failed = new AtomicReference<>();

    Moving(Wal from) {
      this.from = from;
    }

    void to(Wal log, Entry entry) {
      var listener =
          new Wal.Listener() {
            @Override
            public void stored() {
              from.ack(entry.sequence());
              settled.release();
            }

            @Override
            public void notStored(Problem why) {
              failed.set(why);
              settled.release();
            }
          };
      if (log.append(entry.message(), null, listener) != Wal.NOT_APPENDED) return;
      throw failure(log.trouble());
    }

    void await(long count) {
      try {
        var permits = Math.toIntExact(count);
        if (!settled.tryAcquire(permits, STORED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
          throw failure(null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure(null);
      }
      if (failed.get() != null) throw failure(failed.get());
    }

    private static Failure failure(@Nullable Problem why) {
      return new Failure(
          ExitCode.FAILED,
          "Not all dead letters are in the log of what is sent",
          why == null ? "its disk takes too long" : why.why(),
          "See to that and run this again: those that are there are dead letters no more.");
    }
  }
}
