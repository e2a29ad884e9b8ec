package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waiting for what a test cannot be told of, never without a bound.
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TRIES = 5;
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /// What is looked at again and again.
  public interface Source<T, E extends Exception> {
    T look() throws E;
  }

  /// What is done again and again, and how long it took.
  public interface Timed<E extends Exception> {
    Duration once() throws E;
  }

  private Await() {}

  /// Waits until the condition holds, and fails if that takes over 30 s; answers how long it took.
  public static <E extends Exception> Duration until(String what, Source<Boolean, E> condition)
      throws E {
    return until(what, PATIENCE, condition);
  }

  public static <E extends Exception> Duration until(
      String what, Duration atMost, Source<Boolean, E> condition) throws E {
    var begun = System.nanoTime();
    var _ = first(what, atMost, condition, holds -> holds);
    return since(begun);
  }

  /// Waits for other threads.
  public static void until(String what, CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(what).isTrue();
  }

  /// The first of its values that is so.
  public static <T, E extends Exception> T first(String what, Source<T, E> source, Predicate<T> so)
      throws E {
    return first(what, PATIENCE, source, so);
  }

  public static <T, E extends Exception> T first(
      String what, Duration atMost, Source<T, E> source, Predicate<T> so) throws E {
    var begun = System.nanoTime();
    while (true) {
      var value = source.look();
      if (so.test(value)) return value;
      assertThat(since(begun)).as("%s; the last was %s", what, value).isLessThan(atMost);
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// Lets time pass, whatever happens.
  public static void pass(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) LockSupport.parkNanos(end - System.nanoTime());
  }

  /// Lets time pass, unless the thread is interrupted.
  public static void passInterruptibly(Duration time) throws InterruptedException {
    var never = new CountDownLatch(1);
    assertThat(never.await(time.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
  }

  /// How long something takes where nothing else holds it up: a busy machine makes it slower, and
  /// never quicker. It is not done again once it took less than what is enough.
  public static <E extends Exception> Duration quickest(Duration enough, Timed<E> timed) throws E {
    var quickest = timed.once();
    for (var i = 1; i < TRIES && quickest.compareTo(enough) >= 0; i++) {
      var next = timed.once();
      if (next.compareTo(quickest) < 0) quickest = next;
    }
    return quickest;
  }

  public static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
