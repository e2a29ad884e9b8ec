package dev.weir.bench;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The user's code of [WorkerBench]: it sleeps, counts, and holds the order of each key to account.
///
/// Any threads call it. What is noted of a record or a key has a place of its own in an array,
/// which only the thread that processes it writes to.
final class WorkerTask {
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long workMillis;
  private final int count;
  private final CountDownLatch gate;
  private final boolean[] seen;
  private final int[] lastOfKey;
  private final long[] nanosSinceSent;
  private final AtomicLong startNanos = new AtomicLong();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger disordered = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long startCpuNanos;
  private volatile long endCpuNanos;
  private volatile long endNanos;

  /// @param count how many different records are waited for
  /// @param gate what each record waits for besides
  WorkerTask(WorkerRow row, int count, CountDownLatch gate) {
    workMillis = row.workMillis();
    this.count = count;
    this.gate = gate;
    seen = new boolean[row.records()];
    lastOfKey = new int[row.keys()];
    nanosSinceSent = new long[row.records()];
    Arrays.fill(lastOfKey, -1);
  }

  /// Hot.
  void process(byte[] value) throws InterruptedException {
    if (startNanos.get() == 0) start();
    started.incrementAndGet();
    gate.await();
    if (workMillis > 0) Thread.sleep(workMillis);
    var fields = ByteBuffer.wrap(value);
    var number = fields.getInt();
    if (number >= 0) end(number, fields.getInt(), fields.getLong());
  }

  int started() {
    return started.get();
  }

  boolean awaitEnd(long seconds) throws InterruptedException {
    return done.await(seconds, TimeUnit.SECONDS);
  }

  int ended() {
    return ended.get();
  }

  /// From the first record's start to the last one's end.
  Result result(int ignored) {
    var latencies = new Latencies();
    for (var i = ignored; i < nanosSinceSent.length; i++) latencies.record(nanosSinceSent[i]);
    return new Result(
        count * 1e9 / (endNanos - startNanos.get()),
        (endCpuNanos - startCpuNanos) / 1e9,
        repeated.get(),
        disordered.get(),
        latencies.millis(0.5),
        latencies.millis(0.99));
  }

  static long cpuNanos() {
    return PROCESS.getProcessCpuTime();
  }

  private void start() {
    var cpu = cpuNanos();
    if (startNanos.compareAndSet(0, System.nanoTime())) startCpuNanos = cpu;
  }

  private void end(int number, int key, long sentNanos) {
    if (seen[number]) {
      repeated.incrementAndGet();
      return;
    }
    seen[number] = true;
    if (lastOfKey[key] > number) disordered.incrementAndGet();
    lastOfKey[key] = number;
    nanosSinceSent[number] = System.nanoTime() - sentNanos; // one clock for all processes of Linux
    if (ended.incrementAndGet() != count) return;
    endNanos = System.nanoTime();
    endCpuNanos = cpuNanos();
    done.countDown();
  }

  /// @param cpuSeconds of the whole process meanwhile
  /// @param repeated records that came again
  /// @param disordered records that came behind a later one of their key
  record Result(
      double perSecond,
      double cpuSeconds,
      int repeated,
      int disordered,
      double p50Millis,
      double p99Millis) {}
}
