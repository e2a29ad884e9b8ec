package dev.weir.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How partitions go, at a rebalance or at the end: nothing more begins, what is under way may end,
/// what does not is abandoned.
///
/// By the thread that polls; the lock is taken here.
final class Departures {
  private final ReentrantLock lock;
  private final Condition calm;
  private final Turns turns;
  private final List<Running> lists;
  private final Runnable hurry;

  /// @param calm signalled when nothing is under way in a partition any more
  /// @param lists all entries of which something is under way
  /// @param hurry called under the lock when some begin to go
  Departures(ReentrantLock lock, Condition calm, Turns turns, List<Running> lists, Runnable hurry) {
    this.lock = lock;
    this.calm = calm;
    this.turns = turns;
    this.lists = lists;
    this.hurry = hurry;
  }

  /// Nothing begins any more in these.
  void close(Collection<Tenure> going) {
    lock.lock();
    try {
      for (var tenure : going) {
        tenure.closing = true;
        turns.remove(tenure);
      }
      if (!going.isEmpty()) hurry.run();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing is under way in these; says whether that is so.
  boolean awaitCalm(Collection<Tenure> going, long atMostNanos) {
    lock.lock();
    try {
      var left = atMostNanos;
      while (isBusy(going)) {
        if (left <= 0) return false;
        left = calm.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isBusy(Collection<Tenure> going) {
    return going.stream().anyMatch(tenure -> tenure.busy > tenure.exempt);
  }

  /// Interrupts what is under way in these. It will not be settled, whatever it says.
  void abandon(Collection<Tenure> going) {
    lock.lock();
    try {
      for (var entry : under(going)) {
        entry.abandoned = true;
        var thread = entry.thread;
        if (thread != null && !entry.exempt) thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The attempt on that thread, if there is one, waits for the worker's end itself: it is not
  /// waited for.
  void exempt(Thread thread) {
    lock.lock();
    try {
      for (var list : lists) {
        for (var entry = list.first(); entry != null; entry = entry.after) {
          if (!thread.equals(entry.thread) || entry.exempt) continue;
          entry.exempt = true;
          entry.lane.tenure.exempt++;
        }
      }
      calm.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Where something is under way in these.
  List<Position> unfinished(Collection<Tenure> going) {
    lock.lock();
    try {
      return under(going).stream().map(Entry::position).sorted().toList();
    } finally {
      lock.unlock();
    }
  }

  private List<Entry> under(Collection<Tenure> going) {
    var found = new ArrayList<Entry>();
    for (var list : lists) {
      for (var entry = list.first(); entry != null; entry = entry.after) {
        if (going.contains(entry.lane.tenure)) found.add(entry);
      }
    }
    return found;
  }
}
