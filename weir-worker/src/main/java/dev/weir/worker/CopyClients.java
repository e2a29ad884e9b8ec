package dev.weir.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Kafka's clients for copies, made with the first one: a worker whose messages never fail has
/// none, and the first failure waits some hundredths of a second for them. Any thread that may
/// wait.
final class CopyClients implements AutoCloseable {
  /// What Kafka's client may do by itself before a copy is tried anew. Long, as what is sent by
  /// itself is written once, and what is tried anew perhaps twice.
  static final Duration DELIVERY_AT_MOST = Duration.ofMinutes(2);

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
      var serializer = new ByteArraySerializer();
      made = new KafkaProducer<>(producerSettings(), serializer, serializer);
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
      made = Admin.create(adminSettings());
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
    var settings = new HashMap<String, Object>();
    settings.put("client.id", plan.group + "-copies");
    settings.put("buffer.memory", (long) BYTES_MAX);
    settings.put("max.request.size", BYTES_MAX);
    // What fitted because it was compressed must fit again, and this one needs no native code.
    settings.put("compression.type", "gzip");
    // Only what cannot be had at once waits: a topic is looked up before.
    settings.put("max.block.ms", 5_000L);
    settings.putAll(plan.kafka.settings());
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("delivery.timeout.ms", Math.toIntExact(DELIVERY_AT_MOST.toMillis()));
    return settings;
  }

  private Map<String, Object> adminSettings() {
    var settings = new HashMap<String, Object>();
    settings.put("client.id", plan.group + "-copies-admin");
    settings.putAll(plan.kafka.settings());
    return settings;
  }
}
