package dev.weir.bench;

import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.wal.Wal;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Callers in a closed loop before one thread that owns the log, as a lane does.
///
/// [Latencies] and the counts are the log's completing thread's until the last record is answered.
final class WalLoad {
  private static final long TICK_NANOS = Duration.ofMillis(250).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  /// What a load came to. CPU is user and system, of the whole process.
  record Result(double perSecond, LoadResult load, double cpuMicros, double mibPerSecond) {
    void into(Map<String, Double> figures, String name) {
      figures.put(name + "-rate", perSecond);
      figures.put(name + "-p50", load.p50Millis());
      figures.put(name + "-p99", load.p99Millis());
      figures.put(name + "-cpu", cpuMicros);
      figures.put(name + "-mib", mibPerSecond);
    }
  }

  /// One record under way.
  private final class Caller implements Wal.Listener {
    private long sequence;
    private long startedNanos;

    void send() {
      startedNanos = System.nanoTime();
      sequence = wal.append(message, null, this);
      if (sequence == Wal.NOT_APPENDED) {
        throw new IllegalStateException("The log took no record: " + wal.trouble());
      }
      underWay++;
    }

    @Override
    public void stored() {
      latencies.record(System.nanoTime() - startedNanos);
      stored++;
      if (acks) wal.ack(sequence);
      back.add(this);
      if (ownerWaits) LockSupport.unpark(owner);
    }

    @Override
    public void notStored(Problem why) {
      failure = why;
      LockSupport.unpark(owner);
    }
  }

  private final Wal wal;
  private final int callers;
  private final Message message;
  private final boolean acks;
  private final Queue<Caller> back = new ConcurrentLinkedQueue<>();
  private final Latencies latencies = new Latencies();
  private final Thread owner = Thread.currentThread();
  private int underWay;
  private long stored;
  private volatile boolean ownerWaits; // set by the owner before its last look
  private volatile @Nullable Problem failure; // set by the log's thread

  WalLoad(Wal wal, int callers, int valueBytes, boolean acks) {
    this.wal = wal;
    this.callers = callers;
    this.acks = acks;
    var value = new byte[valueBytes];
    new Random(1).nextBytes(value);
    this.message = Message.of("rides", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, value);
  }

  Result run(Duration length) {
    var cpuBefore = CpuTime.of(ProcessHandle.current());
    var startNanos = System.nanoTime();
    for (var i = 0; i < callers; i++) new Caller().send();
    wal.commit();
    turns(startNanos + length.toNanos());
    var nanos = System.nanoTime() - startNanos;
    var cpu = CpuTime.of(ProcessHandle.current()).minus(cpuBefore);
    var perSecond = stored * 1e9 / nanos;
    var load = new LoadResult(stored, 0, perSecond, latencies.millis(0.50), latencies.millis(0.99));
    var mib = perSecond * message.sizeBytes() / (1 << 20);
    return new Result(perSecond, load, (double) cpu.micros() / stored, mib);
  }

  /// Until the time is over and the last record has its answer.
  private void turns(long endNanos) {
    var tickNanos = System.nanoTime() + TICK_NANOS;
    while (underWay > 0) {
      var now = System.nanoTime();
      turn(now < endNanos);
      if (now > tickNanos) {
        wal.tick();
        tickNanos = now + TICK_NANOS;
      }
      if (failure != null || now > endNanos + PATIENCE_NANOS) {
        throw new IllegalStateException("The log stored no more: " + failure);
      }
    }
  }

  private void turn(boolean again) {
    var sent = 0;
    for (var caller = back.poll(); caller != null; caller = back.poll()) {
      underWay--;
      if (again) {
        caller.send();
        sent++;
      }
    }
    if (sent > 0) wal.commit();
    ownerWaits = true;
    if (back.isEmpty() && underWay > 0) LockSupport.parkNanos(TICK_NANOS);
    ownerWaits = false;
  }
}
