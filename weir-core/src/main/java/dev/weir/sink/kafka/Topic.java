package dev.weir.sink.kafka;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the sink knows of one topic. Only the lane's thread touches it.
final class Topic {
  record Waiting(Message message, Consumer<Outcome> done) {}

  final String name;

  /// 0 while nothing is known.
  int partitions;

  long askedNanos;
  long usedNanos;

  /// There while the cluster is being asked, and then until all that came meanwhile went on.
  private @Nullable Queue<Waiting> waiting;

  Topic(String name) {
    this.name = name;
  }

  boolean holding() {
    return waiting != null;
  }

  boolean knownAt(long nowNanos, long idleNanos) {
    return partitions > 0 && nowNanos - usedNanos < idleNanos;
  }

  boolean has(int partition) {
    return partition == Message.ANY_PARTITION || (partition >= 0 && partition < partitions);
  }

  void ask(Message first, Consumer<Outcome> done) {
    waiting = new ArrayDeque<>();
    waiting.add(new Waiting(first, done));
  }

  void keep(Message message, Consumer<Outcome> done) {
    if (waiting != null) waiting.add(new Waiting(message, done));
  }

  @Nullable Waiting oldest() {
    return waiting == null ? null : waiting.peek();
  }

  void removeOldest() {
    if (waiting != null) waiting.remove();
  }

  /// Nothing waits any more; what comes goes straight on.
  void pass() {
    waiting = null;
  }
}
