package dev.weir.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A [Reader] as a worker's [Shift] whose records are worked at by whoever calls [#read]. To the
/// lanes, a message that is read is an attempt under way, which ends when it is done.
///
/// The lanes' gates are shut but while somebody reads. So no record is under way that nobody has:
/// it would hold up a rebalance.
final class GroupReader<K, V> implements Reader<K, V> {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// Copies to the dead letters may end within that time.
  private static final Duration END_AT_MOST = Duration.ofSeconds(5);

  private final Plan<K, V> plan;
  private final int max;
  private final Shift<K, V> shift;

  /// What the lanes let go, in order; filled under their lock.
  private final LinkedBlockingQueue<Entry> taken = new LinkedBlockingQueue<>();

  /// By those who read; others wait for their turn.
  private final ReentrantLock reading = new ReentrantLock();

  /// To be read before what comes next: the codec failed. Guarded by the lock of reading.
  private final Deque<Entry> again = new ArrayDeque<>();

  private final Map<Position, Handed> handed = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// @param call the attempt's number, by which a late answer is known
  private record Handed(Entry entry, int call) {}

  private GroupReader(Plan<K, V> plan, int max) {
    this.plan = plan;
    this.max = max;
    this.shift = new Shift<>(plan, new Work.Single<>(message -> Outcome.done()), taken);
  }

  static <K, V> Reader<K, V> open(Plan<K, V> plan, int max) {
    var reader = new GroupReader<>(plan, max);
    reader.shift.lanes().gates(gates -> gates.paused(true));
    reader.shift.start();
    return reader;
  }

  @Override
  public List<Message<K, V>> read(Duration atMost) {
    var deadlineNanos = System.nanoTime() + atMost.toNanos();
    var messages = new ArrayList<Message<K, V>>();
    try {
      reading.lockInterruptibly();
      try {
        forgetGone();
        for (var left = atMost.toNanos(); messages.isEmpty(); left = left(deadlineNanos)) {
          if (!take(Math.max(left, 0))) break;
          hand(messages);
        }
      } finally {
        reading.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return messages;
  }

  private static long left(long deadlineNanos) {
    return deadlineNanos - System.nanoTime();
  }

  /// Has the lanes let records go until there are some; says whether there are.
  private boolean take(long atMostNanos) throws InterruptedException {
    check();
    if (!again.isEmpty()) return true;
    var lanes = shift.lanes();
    lanes.gates(gates -> {
      gates.concurrency(gates.inProgress() + max);
      gates.paused(false);
    });
    try {
      var first = await(System.nanoTime() + atMostNanos);
      if (first != null) again.add(first);
    } finally {
      lanes.gates(gates -> gates.paused(true));
    }
    taken.drainTo(again);
    return !again.isEmpty();
  }

  private @Nullable Entry await(long deadlineNanos) throws InterruptedException {
    while (true) {
      var slice = Math.clamp(left(deadlineNanos), 0, LOOK_NANOS);
      var first = taken.poll(slice, TimeUnit.NANOSECONDS);
      if (first != null || left(deadlineNanos) <= 0) return first;
      check();
    }
  }

  private void check() {
    if (closed) {
      throw new IllegalStateException(
          "The reader of group '%s' is closed. Open another one.".formatted(plan.group));
    }
    if (!(shift.exit() instanceof Worker.Exit.Failed(var cause))) return;
    throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
  }

  private void hand(List<Message<K, V>> messages) {
    while (messages.size() < max && !again.isEmpty()) {
      var entry = again.getFirst();
      var call = entry.call;
      try {
        var message = Attempt.message(plan, entry.record, entry.attempts);
        handed.put(message.position(), new Handed(entry, call));
        messages.add(message);
      } catch (DecodeException e) {
        goOn(shift.endings().ended(entry, call, Outcome.dead(e)));
      } catch (RuntimeException e) {
        if (messages.isEmpty()) throw e;
        return; // what is decoded is given, and the next call throws
      }
      again.removeFirst();
    }
  }

  @Override
  public boolean done(Message<K, V> message) {
    var was = handed.remove(message.position());
    return was != null && end(was.entry(), was.call());
  }

  private boolean end(Entry entry, int call) {
    var end = shift.lanes().ended(entry, call, Outcome.done());
    goOn(end.next());
    return end.course() != null;
  }

  /// The lanes let another one go while somebody reads.
  private void goOn(@Nullable Entry next) {
    if (next != null) shift.lanes().begin(next);
  }

  /// Messages whose partitions have gone: nobody waits for them.
  private void forgetGone() {
    var gone = shift.lanes().locked(() -> under(true));
    release(gone);
    gone.forEach(one -> again.remove(one.entry()));
  }

  /// Guarded by the lanes' lock.
  private List<Handed> under(boolean goneOnly) {
    var found = new ArrayList<>(handed.values());
    for (var entry : again) found.add(new Handed(entry, entry.call));
    if (goneOnly) found.removeIf(one -> !one.entry().lane.tenure.ended);
    return found;
  }

  /// They are not settled, and are not under way any more.
  private void release(List<Handed> messages) {
    for (var one : messages) {
      handed.remove(one.entry().position());
      one.entry().abandoned = true;
      end(one.entry(), one.call());
    }
  }

  @Override
  public Set<Partition> assignment() {
    return shift.assignment();
  }

  @Override
  public void close() {
    closed = true;
    reading.lock();
    try {
      release(shift.lanes().locked(() -> under(false)));
      again.clear();
    } finally {
      reading.unlock();
    }
    shift.end(END_AT_MOST);
    var unused = shift.awaitEnd(END_AT_MOST);
  }
}
