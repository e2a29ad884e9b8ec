package dev.weir.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The worker that its user holds: once started it has a [Shift].
final class Engine<K, V> implements Worker {
  private static final Stats.Times NONE = new Stats.Times(0, 0, new long[Stats.Times.BUCKETS]);

  final Plan<K, V> plan;
  final Work<K, V> work;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Shift<K, V> shift;
  private boolean closed;

  Engine(Plan<K, V> plan, Work<K, V> work) {
    this.plan = plan;
    this.work = work;
  }

  @Override
  public void start() {
    var begun = begin();
    try {
      begun.awaitJoined();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Shift<K, V> begin() {
    lock.lock();
    try {
      if (shift != null || closed) {
        throw new IllegalStateException(
            "A worker is used once: build another one instead of starting this again");
      }
      var begun = new Shift<>(plan, work);
      begun.start();
      shift = begun;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Exit run() {
    var begun = shift;
    if (begun == null) begun = begin();
    try {
      return begun.awaitEnd();
    } catch (InterruptedException e) {
      // Interrupted once, this waits for the end all the same; and not if that happens again.
      var exit = close(Shift.GRACE);
      Thread.currentThread().interrupt();
      return exit;
    }
  }

  @Override
  public void close() {
    var unused = close(Shift.GRACE);
  }

  @Override
  public Exit close(Duration grace) {
    var begun = ended();
    if (begun == null) return new Exit.Drained();
    var bounded = Times.bounded(grace);
    begun.end(bounded);
    return begun.awaitEnd(bounded);
  }

  private @Nullable Shift<K, V> ended() {
    lock.lock();
    try {
      closed = true;
      return shift;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void pause() {
    begun().lanes().gates(gates -> gates.paused(true));
  }

  @Override
  public void resume() {
    begun().lanes().gates(gates -> gates.paused(false));
  }

  @Override
  public void concurrency(int attempts) {
    if (attempts < 1) throw new IllegalArgumentException("concurrency >= 1, not " + attempts);
    begun().lanes().gates(gates -> gates.concurrency(attempts));
  }

  @Override
  public void rate(double perSecond) {
    if (!(perSecond > 0)) throw new IllegalArgumentException("rate > 0, not " + perSecond);
    begun().lanes().gates(gates -> gates.rate(perSecond, System.nanoTime()));
  }

  private Shift<K, V> begun() {
    var begun = shift;
    if (begun == null) throw new IllegalStateException("The worker is not started yet");
    return begun;
  }

  @Override
  public Health health() {
    var begun = shift;
    return begun == null ? new Health.Down(null) : begun.health();
  }

  @Override
  public Stats stats() {
    var begun = shift;
    return begun == null ? nothing() : begun.stats();
  }

  private static Stats nothing() {
    return new Stats(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Breaker.State.CLOSED,
        NONE,
        NONE,
        NONE,
        Map.of());
  }

  @Override
  public Set<Partition> assignment() {
    var begun = shift;
    return begun == null ? Set.of() : begun.assignment();
  }
}
