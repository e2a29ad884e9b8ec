package dev.weir.sink.kafka;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.ArrayList;
import java.util.List;
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

  /// There while the cluster is being asked.
  private @Nullable List<Waiting> waiting;

  Topic(String name) {
    this.name = name;
  }

  boolean asking() {
    return waiting != null;
  }

  boolean knownAt(long nowNanos, long idleNanos) {
    return partitions > 0 && nowNanos - usedNanos < idleNanos;
  }

  boolean has(int partition) {
    return partition == Message.ANY_PARTITION || (partition >= 0 && partition < partitions);
  }

  void ask(Message first, Consumer<Outcome> done) {
    waiting = new ArrayList<>();
    waiting.add(new Waiting(first, done));
  }

  void keep(Message message, Consumer<Outcome> done) {
    if (waiting != null) waiting.add(new Waiting(message, done));
  }

  /// All that waited, in order; nothing waits afterwards.
  List<Waiting> release() {
    var released = waiting == null ? List.<Waiting>of() : waiting;
    waiting = null;
    return released;
  }
}
