package dev.weir.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Kafka's clients for copies, made with the first one: a worker whose messages never fail has
/// none, and the first failure waits some hundredths of a second for them. Any thread that may
/// wait.
final class CopyClients implements AutoCloseable {
  /// Kafka's default. Long is good: what the client itself sends again is written once, and what is
  /// tried anew is perhaps written twice.
  private static final int DELIVERY_MILLIS = 120_000;

  /// When it is certain that the producer will not tell any more what became of a copy.
  static final Duration DEAD_AFTER = Duration.ofMillis(DELIVERY_MILLIS).plusSeconds(10);

  /// A record of any size that a broker takes is to be copied. The memory is taken as it is needed.
  private static final int BYTES_MAX = 64 << 20;

  private final Plan<?, ?> plan;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock, as is all below.
  private @Nullable Producer<byte[], byte[]> producer;

  private @Nullable Admin admin;
  private boolean closed;

  CopyClients(Plan<?, ?> plan) {
    this.plan = plan;
  }

  Producer<byte[], byte[]> producer() {
    enter();
    try {
      var made = producer;
      if (made != null) return made;
      made = new KafkaProducer<>(producerSettings());
      producer = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  Admin admin() {
    enter();
    try {
      var made = admin;
      if (made != null) return made;
      made = Admin.create(ClientSettings.admin(plan.kafka));
      admin = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  private void enter() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    if (closed) {
      lock.unlock();
      throw new InterruptException("closed");
    }
  }

  /// The next one who asks gets another: this one does not answer any more. What it has of others
  /// fails, and is tried anew.
  @SuppressWarnings("ReferenceEquality")
  void replace(Producer<byte[], byte[]> dead) {
    enter();
    try {
      if (producer != dead) return;
      producer = null;
    } finally {
      lock.unlock();
    }
    dead.close(Duration.ZERO);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (producer != null) producer.close(Duration.ZERO);
      if (admin != null) admin.close(Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Object> producerSettings() {
    var own = new HashMap<String, Object>();
    own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BYTES_MAX);
    own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BYTES_MAX);
    // What fitted because it was compressed must fit again, and this kind needs no native code.
    own.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    // Nobody waits who could do anything else: a topic is looked up before.
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
    own.keySet().removeAll(plan.kafka.settings().keySet());
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    return ClientSettings.producer(plan.kafka, plan.group + "-copies", own);
  }
}
