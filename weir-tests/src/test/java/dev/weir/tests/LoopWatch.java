package dev.weir.tests;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Watches the event loops of this JVM and notes every task of ours that keeps one for over 50 ms.
///
/// It looks every 2 ms. A task counts as long when our code stays on the loop's stack for so long
/// *and* either used the processor for so long or was mostly seen waiting: a loop that merely got
/// no processor, as happens on a busy machine, is not to blame. It takes many looks: a few that
/// find our code may each have met another short task, where the watch itself got no processor
/// between.
public final class LoopWatch implements AutoCloseable {
  private static final Duration TOO_LONG = Duration.ofMillis(50);
  private static final Duration LOOK_EVERY = Duration.ofMillis(2);
  private static final int LOOKS_AT_LEAST = 16;

  private record Span(long startNanos, long startCpuNanos, int looks, int waits) {
    Span looked(boolean waiting) {
      return new Span(startNanos, startCpuNanos, looks + 1, waits + (waiting ? 1 : 0));
    }
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<Long, Span> spans = new HashMap<>();
  private final List<String> blocked = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private LoopWatch() {}

  public static LoopWatch start() {
    var watch = new LoopWatch();
    Thread.ofPlatform().daemon().name("loop-watch").start(watch::watch);
    return watch;
  }

  /// What kept a loop, with the place; empty when all is well.
  public List<String> blocked() {
    return List.copyOf(blocked);
  }

  private void watch() {
    while (!closed) {
      for (var info : threads.dumpAllThreads(false, false)) {
        if (info.getThreadName().startsWith("vert.x-eventloop")) look(info);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private void look(ThreadInfo loop) {
    var now = System.nanoTime();
    var cpu = threads.getThreadCpuTime(loop.getThreadId());
    var ours = Arrays.stream(loop.getStackTrace()).anyMatch(LoopWatch::ours);
    if (!ours) {
      spans.remove(loop.getThreadId());
      return;
    }
    var waiting = loop.getThreadState() != Thread.State.RUNNABLE;
    var span =
        spans.computeIfAbsent(loop.getThreadId(), _ -> new Span(now, cpu, 0, 0)).looked(waiting);
    spans.put(loop.getThreadId(), span);
    var wall = now - span.startNanos();
    var busy = cpu - span.startCpuNanos() > TOO_LONG.toNanos();
    var isLong = wall > TOO_LONG.toNanos() && span.looks() >= LOOKS_AT_LEAST;
    if (isLong && (busy || 2 * span.waits() > span.looks())) {
      blocked.add("%s for %d ms %s".formatted(loop.getThreadName(), wall / 1_000_000, place(loop)));
      spans.remove(loop.getThreadId());
    }
  }

  private static boolean ours(StackTraceElement frame) {
    return frame.getClassName().startsWith("dev.weir.");
  }

  private static String place(ThreadInfo loop) {
    return Arrays.stream(loop.getStackTrace()).filter(LoopWatch::ours).toList().toString();
  }

  @Override
  public void close() {
    closed = true;
  }
}
