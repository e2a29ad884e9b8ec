package dev.weir.worker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// A topic that copies go to: looked up before the first of them, and made where it is missing. One
/// asks, at moments ever farther from each other, and all others wait for that.
final class CopyTarget {
  final String name;
  private final String source;
  private final TopicMaker maker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();

  /// Written under the lock.
  private volatile boolean ready;

  /// Guarded by the lock, as is all below.
  private @Nullable Exception failure;

  private int failures;
  private long againNanos;

  /// @param source the topic whose number of partitions it gets
  CopyTarget(String name, String source, TopicMaker maker) {
    this.name = name;
    this.source = source;
    this.maker = maker;
  }

  /// Waits until it is there, as long as that takes.
  ///
  /// @param failed told why it is not yet, each time that Kafka was asked in vain; with the lock
  void await(Consumer<Exception> failed) throws InterruptedException {
    if (ready) return;
    lock.lockInterruptibly();
    try {
      while (!ready) {
        var why = failure;
        var waitNanos = why == null ? 0 : againNanos - System.nanoTime();
        if (why == null || waitNanos <= 0) {
          ask();
        } else {
          failed.accept(why);
          asked.await(waitNanos, TimeUnit.NANOSECONDS);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// It may be gone: it is looked up again before the next copy.
  void forget() {
    ready = false;
  }

  private void ask() throws InterruptedException {
    try {
      maker.ready(name, source);
      ready = true;
      failure = null;
      failures = 0;
    } catch (InterruptException e) {
      throw e;
    } catch (ExecutionException e) {
      failed(e.getCause() instanceof Exception cause ? cause : e);
    } catch (TimeoutException | RuntimeException e) {
      failed(e);
    }
    asked.signalAll();
  }

  private void failed(Exception e) {
    failure = e;
    failures++;
    againNanos = System.nanoTime() + Backoff.after(failures).toNanos();
  }
}
