package dev.weir.sink.kafka;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that are with Kafka's producer.
///
/// One thread sends and others settle, each side with a counter of its own, so that they do not
/// contend for one.
final class Load {
  /// Written by the lane's thread alone.
  private final AtomicLong sent = new AtomicLong();

  private final AtomicLong settled = new AtomicLong();

  /// Hot. The lane's thread.
  void sent(long bytes) {
    sent.lazySet(sent.getPlain() + bytes);
  }

  /// Hot. Any thread.
  void settled(long bytes) {
    settled.addAndGet(bytes);
  }

  /// Any thread. On the lane's own it is never less than there is.
  long bytes() {
    var done = settled.get(); // first, or it could pass what was read before as sent
    return sent.get() - done;
  }

  /// The lane's thread: nothing of it will ever be settled.
  void drop() {
    settled.set(sent.getPlain());
  }
}
