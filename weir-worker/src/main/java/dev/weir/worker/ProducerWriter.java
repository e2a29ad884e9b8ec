package dev.weir.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Writer] with Kafka's producer, which is made as soon as a server's name can be resolved. Any
/// thread.
final class ProducerWriter<K, V> implements Writer<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /// Kafka's client ends a record within the deadline; this is for its thread to say so.
  private static final Duration SAY_SO = Duration.ofSeconds(2);

  private final WriterPlan<K, V> plan;
  private final ReentrantLock lock = new ReentrantLock();

  /// Written under the lock, as is the one below.
  private volatile @Nullable Producer<byte[], byte[]> producer;

  private volatile boolean closed;

  private ProducerWriter(WriterPlan<K, V> plan) {
    this.plan = plan;
  }

  static <K, V> Writer<K, V> open(WriterPlan<K, V> plan) {
    var writer = new ProducerWriter<>(plan);
    try {
      writer.producer();
    } catch (KafkaException e) {
      if (!Fatal.isOutOfReach(e)) throw new IllegalArgumentException(Advice.of(e, plan.kafka), e);
      LOG.warn("{} The writer to '{}' tries it again.", Advice.of(e, plan.kafka), plan.topic);
    }
    return writer;
  }

  private Producer<byte[], byte[]> producer() {
    var made = producer;
    if (made != null) return made;
    lock.lock();
    try {
      if (closed) throw refused(null);
      made = producer;
      if (made == null) producer = made = new KafkaProducer<>(plan.settings());
      return made;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Ack> send(@Nullable K key, @Nullable V value, Headers headers) {
    if (closed) throw refused(null);
    var all = all(headers);
    byte[] keyBytes;
    byte[] valueBytes;
    try {
      keyBytes = key == null ? null : plan.keys.encode(context(true, all), key);
      valueBytes = value == null ? null : plan.values.encode(context(false, all), value);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(
          new WriteException(
              "A record for topic '%s' was not sent, as it cannot be encoded: %s"
                  .formatted(plan.topic, e.getMessage()),
              e));
    }
    return put(keyBytes, valueBytes, all);
  }

  private Codec.Context context(boolean key, Headers headers) {
    return new Codec.Context(plan.topic, key, headers);
  }

  @Override
  public CompletableFuture<Ack> sendRaw(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    if (closed) throw refused(null);
    return put(key, value, all(headers));
  }

  /// The call's own headers take the place of those of the same name.
  private Headers all(Headers own) {
    Headers all;
    try {
      all = plan.headers.apply(Headers.none());
    } catch (RuntimeException e) {
      LOG.warn("The headers(…) of the writer to '{}' failed; it writes without", plan.topic, e);
      return own;
    }
    if (all.all().isEmpty()) return own;
    var names = new HashSet<String>();
    for (var header : own) names.add(header.name());
    for (var name : names) all = all.without(name);
    for (var header : own) all = all.with(header.name(), header.value());
    return all;
  }

  private CompletableFuture<Ack> put(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    var sending = sending(headers);
    var acked = new CompletableFuture<Ack>();
    var record =
        new ProducerRecord<>(
            plan.topic, null, null, key, value, RecordHeaders.kafka(sending.headers()));
    try {
      var unusedSent =
          producer().send(record, (at, failure) -> answered(acked, sending, at, failure));
    } catch (KafkaException e) {
      failed(acked, sending, explained(e));
    } catch (IllegalStateException e) { // closed by another thread just now
      failed(acked, sending, e);
      throw refused(e);
    }
    return acked;
  }

  private void answered(
      CompletableFuture<Ack> acked,
      Telemetry.Sending sending,
      RecordMetadata at,
      @Nullable Exception failure) {
    if (failure != null) {
      failed(acked, sending, explained(failure));
      return;
    }
    var time = Instant.ofEpochMilli(at.timestamp());
    var ack = new Ack(at.topic(), at.partition(), at.offset(), time);
    ended(sending, ack, null); // before whoever waits goes on, and perhaps ends the program
    acked.complete(ack);
  }

  private static void failed(
      CompletableFuture<Ack> acked, Telemetry.Sending sending, RuntimeException why) {
    ended(sending, null, why);
    acked.completeExceptionally(why);
  }

  private WriteException explained(Throwable failure) {
    return new WriteException(
        "Topic '%s' has not acknowledged a record: %s"
            .formatted(plan.topic, Advice.ofWriting(failure, plan)),
        failure);
  }

  private Telemetry.Sending sending(Headers headers) {
    try {
      return plan.telemetry.sending(plan.topic, headers);
    } catch (RuntimeException e) {
      LOG.warn("The telemetry failed; '{}' is written to without it", plan.topic, e);
      return Telemetry.none().sending(plan.topic, headers);
    }
  }

  private static void ended(
      Telemetry.Sending sending, @Nullable Ack ack, @Nullable Throwable failure) {
    try {
      sending.ended().accept(ack, failure);
    } catch (RuntimeException | Error e) { // whoever waits hears of the write all the same
      LOG.warn("The telemetry failed at the end of a write", e);
    }
  }

  @Override
  public Ack write(@Nullable K key, @Nullable V value, Headers headers) {
    var acked = send(key, value, headers);
    try {
      return acked.get(plan.deadline.plus(SAY_SO).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      var why = e.getCause() == null ? e : e.getCause();
      throw new WriteException(String.valueOf(why.getMessage()), why.getCause());
    } catch (TimeoutException e) {
      throw explained(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WriteException(
          "Interrupted while topic '%s' had not acknowledged a record yet; it may be written all the same."
              .formatted(plan.topic),
          e);
    }
  }

  private IllegalStateException refused(@Nullable Throwable cause) {
    return new IllegalStateException(
        "The writer to topic '%s' is closed. Open another one.".formatted(plan.topic), cause);
  }

  @Override
  public void close() {
    var open = last();
    if (open != null) open.close(plan.deadline);
  }

  private @Nullable Producer<byte[], byte[]> last() {
    lock.lock();
    try {
      closed = true;
      return producer;
    } finally {
      lock.unlock();
    }
  }
}
