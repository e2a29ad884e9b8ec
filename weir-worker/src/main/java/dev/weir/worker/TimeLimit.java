package dev.weir.worker;

import java.time.Duration;
import java.time.Instant;

/// Ends attempts whose time is over. Owner: the lanes' lock.
final class TimeLimit {
  private final long limitNanos;
  private final Running running;
  private final Timers timers;
  private final Lanes.Crew crew;

  /// Those that were interrupted and have not ended.
  private final Running overdue = new Running();

  private boolean watching;

  TimeLimit(Duration limit, Running running, Timers timers, Lanes.Crew crew) {
    this.limitNanos = limit.toNanos();
    this.running = running;
    this.timers = timers;
    this.crew = crew;
  }

  Running overdue() {
    return overdue;
  }

  /// An attempt begins. Hot: one timer is enough, for the first to begin is the first to be over.
  void watch(long nowNanos) {
    if (watching) return;
    watching = true;
    timers.at(nowNanos + limitNanos, this::look);
  }

  private void look() {
    watching = false;
    var now = System.nanoTime();
    for (var entry = running.first(); entry != null; entry = running.first()) {
      if (now - entry.startedNanos < limitNanos) {
        watch(entry.startedNanos);
        return;
      }
      over(entry, now);
    }
  }

  private void over(Entry entry, long now) {
    Running.remove(entry);
    overdue.add(entry);
    entry.timedOut = true;
    var took = Duration.ofNanos(now - entry.startedNanos);
    crew.tell(new WorkerEvent.TimedOut(entry.position(), entry.attempts, took));
    var call = entry.call;
    if (entry.later) {
      crew.overdue(entry, call);
      return;
    }
    var thread = entry.thread;
    if (thread != null) thread.interrupt();
    timers.at(now + limitNanos, () -> lookAgain(entry, call));
  }

  /// Why health is degraded by an attempt that does not end.
  static Health.Reason reason(Entry entry) {
    var since = Duration.ofNanos(System.nanoTime() - entry.startedNanos);
    var what =
        "The attempt at %s goes on for %d s, though it was interrupted; its key waits. Make the processor end when its thread is interrupted."
            .formatted(entry.position(), since.toSeconds());
    return new Health.Reason(Health.Kind.STUCK, what, entry.position(), Instant.now().minus(since));
  }

  private void lookAgain(Entry entry, int call) {
    if (entry.call != call) return;
    entry.stuck = true;
    var since = Duration.ofNanos(System.nanoTime() - entry.startedNanos);
    crew.tell(new WorkerEvent.Stuck(entry.position(), entry.attempts, since));
  }
}
