package dev.weir.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers what the lanes begin until a batch is full, or the first of it has waited long enough.
///
/// Of a lane no two are ever in progress, so that a batch has one message of a key at most.
final class Batches<K, V> {
  private final Work.Batch<K, V> work;
  private final BatchAttempt<K, V> attempt;
  private final Endings endings;
  private final Executor threads;
  private final Consumer<Runnable> linger;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Entry> open = new ArrayList<>();

  /// Of the open one.
  private long number;

  /// @param linger calls that task when the first one has waited long enough
  Batches(
      Plan<K, V> plan,
      Work.Batch<K, V> work,
      Endings endings,
      Executor threads,
      Consumer<Runnable> linger) {
    this.work = work;
    this.attempt = new BatchAttempt<>(plan, work.processor());
    this.endings = endings;
    this.threads = threads;
    this.linger = linger;
  }

  /// By whoever begins it; at once.
  void add(Entry entry) {
    var batch = gather(entry);
    if (batch == null) return;
    if (batch.isFull()) {
      threads.execute(() -> run(batch.entries()));
    } else {
      // Not under the lock: this takes that of the lanes, under which others come here.
      linger.accept(() -> lingered(batch.number()));
    }
  }

  /// A batch that has become full, or has just begun. Timers know its number alone: they would keep
  /// what is in it long after it has ended.
  private record Change(List<Entry> entries, long number, boolean isFull) {}

  private @Nullable Change gather(Entry entry) {
    lock.lock();
    try {
      open.add(entry);
      if (open.size() >= work.max()) return new Change(take(), number, true);
      return open.size() == 1 ? new Change(List.of(), number, false) : null;
    } finally {
      lock.unlock();
    }
  }

  private void lingered(long batch) {
    lock.lock();
    try {
      if (number == batch) hurry();
    } finally {
      lock.unlock();
    }
  }

  /// What is there is tried without waiting for more.
  void hurry() {
    lock.lock();
    try {
      if (open.isEmpty()) return;
      var due = take();
      threads.execute(() -> run(due));
    } finally {
      lock.unlock();
    }
  }

  private List<Entry> take() {
    var taken = open;
    number++;
    open = new ArrayList<>();
    return taken;
  }

  private void run(List<Entry> batch) {
    var messages = new ArrayList<Message<K, V>>();
    var entries = new ArrayList<Entry>();
    for (var entry : batch) {
      var call = entry.call;
      if (!entry.enter()) {
        again(
            endings.ended(entry, call, failed(new InterruptedException("Its partition has gone"))));
        continue;
      }
      endings.started(entry);
      try {
        var refused = attempt.decode(entry.record, entry.attempts, messages);
        if (refused == null) {
          entries.add(entry);
        } else {
          again(endings.ended(entry, call, refused));
        }
      } catch (OutOfMemoryError | LinkageError e) {
        again(endings.broken(entry, call, e));
      }
    }
    if (!entries.isEmpty()) process(entries, messages);
  }

  private void process(List<Entry> entries, List<Message<K, V>> messages) {
    var calls = entries.stream().mapToInt(entry -> entry.call).toArray();
    try {
      var outcomes = attempt.of(messages, entries);
      var interrupted = entries.stream().anyMatch(entry -> entry.abandoned);
      for (var i = 0; i < calls.length; i++) {
        entries.get(i).spared = interrupted && outcomes.get(i) instanceof Outcome.Retry;
        again(endings.ended(entries.get(i), calls[i], outcomes.get(i)));
      }
    } catch (OutOfMemoryError | LinkageError e) {
      for (var i = 0; i < calls.length; i++) {
        again(endings.broken(entries.get(i), calls[i], e));
      }
    }
  }

  private static Outcome failed(Throwable why) {
    return Outcome.retry(why);
  }

  private void again(@Nullable Entry next) {
    if (next != null) add(next);
  }
}
