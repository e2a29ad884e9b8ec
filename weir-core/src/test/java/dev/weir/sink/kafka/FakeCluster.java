package dev.weir.sink.kafka;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A cluster that answers a look-up when the test lets it, and the queue that a lane would be.
final class FakeCluster {
  private final Map<String, BlockingQueue<CompletableFuture<Topic.Facts>>> asked =
      new ConcurrentHashMap<>();
  private final BlockingQueue<Runnable> lane = new LinkedBlockingQueue<>();

  /// The look-up: blocks until it is answered.
  Topic.Facts facts(String topic) {
    var answer = new CompletableFuture<Topic.Facts>();
    queue(topic).add(answer);
    try {
      return answer.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("nobody answered for " + topic, e);
    }
  }

  void execute(Runnable task) {
    lane.add(task);
  }

  /// Answers the look-up of a topic, and runs what the lane has to do then.
  void answer(String topic, int partitions) {
    answer(topic, new Topic.Facts(partitions, Topic.UNKNOWN));
  }

  void answer(String topic, Topic.Facts facts) {
    take(queue(topic)).complete(facts);
    take(lane).run();
  }

  void fail(String topic, RuntimeException problem) {
    take(queue(topic)).completeExceptionally(problem);
    take(lane).run();
  }

  /// How many look-ups of this topic wait for an answer.
  int asking(String topic) {
    return queue(topic).size();
  }

  /// Runs the next task of the lane.
  void runNext() {
    take(lane).run();
  }

  private BlockingQueue<CompletableFuture<Topic.Facts>> queue(String topic) {
    return asked.computeIfAbsent(topic, _ -> new LinkedBlockingQueue<>());
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      var taken = queue.poll(20, TimeUnit.SECONDS);
      if (taken == null) throw new IllegalStateException("nothing came in time");
      return taken;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
