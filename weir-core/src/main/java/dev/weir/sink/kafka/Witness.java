package dev.weir.sink.kafka;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sees whether the thread of Kafka's producer has died.
///
/// An `Error` on that thread ends it, and the producer tells nobody: it goes on taking messages
/// until its buffer is full, and answers none. But a serializer may listen to what is learnt of the
/// cluster, and hears that on the thread in question, before any topic is known.
final class Witness extends ByteArraySerializer implements ClusterResourceListener {
  /// Set by Kafka's thread, read by the lane's.
  private volatile @Nullable Thread seen;

  @Override
  public void onUpdate(ClusterResource cluster) {
    seen = Thread.currentThread();
  }

  boolean sawItDie() {
    var thread = seen;
    return thread != null && !thread.isAlive();
  }
}
