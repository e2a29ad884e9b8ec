package dev.weir.bench;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A virtual thread for each key that has records, and no thought of what is committed: a crash
/// loses records. Nothing that keeps its promises is expected to be faster.
final class NaiveContender implements Contender {
  @Override
  public AutoCloseable start(Order order) {
    var keys = new Keys(order.task(), new Semaphore(order.concurrency()));
    return PlainLoop.start(
        order, record -> keys.add(ByteBuffer.wrap(record.key()), record.value()));
  }

  private record Keys(WorkerTask task, Semaphore permits, Map<ByteBuffer, Queue<byte[]>> waiting) {
    Keys(WorkerTask task, Semaphore permits) {
      this(task, permits, new ConcurrentHashMap<>());
    }

    void add(ByteBuffer key, byte[] value) {
      waiting.compute(
          key,
          (_, queue) -> {
            var values = queue == null ? begin(key) : queue;
            values.add(value);
            return values;
          });
    }

    private Queue<byte[]> begin(ByteBuffer key) {
      Thread.ofVirtual().start(() -> process(key));
      return new ArrayDeque<>();
    }

    /// One record after the other, until there are none.
    private void process(ByteBuffer key) {
      try {
        for (var value = next(key); value != null; value = next(key)) {
          permits.acquire();
          task.process(value);
          permits.release();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// Null where there is none, and then the key is forgotten.
    private byte @Nullable [] next(ByteBuffer key) {
      var next = new AtomicReference<byte @Nullable []>();
      waiting.computeIfPresent(
          key,
          (_, queue) -> {
            next.setPlain(queue.poll());
            return next.getPlain() == null ? null : queue;
          });
      return next.getPlain();
    }
  }
}
