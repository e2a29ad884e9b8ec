package dev.weir.broker;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The threads that somebody started and did not end.
final class LeftThreads {
  private static final List<String> JVM_WIDE =
      List.of("metrics-meter-tick-thread", "ForkJoinPool.commonPool", "junit-");
  private static final Duration END_MAX = Duration.ofSeconds(20);

  private LeftThreads() {}

  /// Those started since, apart from the ones that belong to the whole JVM: its own, and the one
  /// timer a registry of Kafka's metrics library (a static of that library) starts once as a
  /// daemon.
  static List<String> since(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && !belongsToTheJvm(thread))
        .filter(thread -> !ends(thread))
        .map(Thread::getName)
        .toList();
  }

  private static boolean belongsToTheJvm(Thread thread) {
    var group = thread.getThreadGroup();
    return group == null
        || !group.getName().equals("main")
        || JVM_WIDE.stream().anyMatch(thread.getName()::startsWith);
  }

  private static boolean ends(Thread thread) {
    try {
      return thread.join(END_MAX);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
