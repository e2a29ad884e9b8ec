package dev.weir.gateway.rest.peers;

import dev.weir.config.KafkaConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of claims, opened: what is appended, and [Claims] as far as it is read. Any thread.
///
/// All that waits here waits for Kafka, and throws its exceptions.
final class ClaimLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClaimLog.class);

  private static final Duration WRITE_AT_MOST = Duration.ofSeconds(10);

  /// Also for who is the first, and has all that there is to be read before.
  private static final Duration READ_AT_MOST = Duration.ofSeconds(10);

  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(2);

  private final KafkaConfig kafka;
  private final ClaimTopic topic;
  private final Producer<byte[], byte[]> producer;
  private final ClaimReader reader;

  /// Set by the producer's thread or a caller's, read by all: another log is to be opened.
  private volatile boolean failed;

  /// Of the topic that is read, once it was asked for. The reader's thread owns it.
  private @Nullable Uuid id;

  private ClaimLog(
      KafkaConfig kafka, ClaimTopic topic, Producer<byte[], byte[]> producer, ClaimReader reader) {
    this.kafka = kafka;
    this.topic = topic;
    this.producer = producer;
    this.reader = reader;
  }

  /// Makes the topic where there is none, and begins to read it. The clients are made meanwhile,
  /// which takes as long.
  static ClaimLog open(KafkaConfig kafka, ClaimTopic topic, ClaimReader.Reading reading) {
    var clients = new Clients(kafka);
    var producer = CompletableFuture.supplyAsync(clients::producer, Thread::startVirtualThread);
    var consumer = CompletableFuture.supplyAsync(clients::consumer, Thread::startVirtualThread);
    try {
      topic.ensure();
      var writer = made(producer);
      var reader = ClaimReader.start(made(consumer), topic.partition(), reading);
      return new ClaimLog(kafka, topic, writer, reader);
    } catch (RuntimeException e) {
      var _ = producer.thenAccept(one -> one.close(Duration.ZERO));
      var _ = consumer.thenAccept(one -> one.close(CloseOptions.timeout(Duration.ZERO)));
      throw e;
    }
  }

  private static <T> T made(CompletableFuture<T> client) {
    try {
      return client.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Whether it is of any use still.
  boolean serves(KafkaConfig settings) {
    return !failed && !reader.ended() && kafka.equals(settings);
  }

  /// Writes a claim, or withdraws it where there is no home, and waits until that is read again.
  void settle(Claim claim, @Nullable Home home) {
    try {
      reader.await(write(claim, home) + 1, READ_AT_MOST);
    } catch (KafkaException e) {
      failed = true; // the topic may be gone, or forbidden
      throw e;
    }
  }

  /// Answers its offset.
  private long write(Claim claim, @Nullable Home home) {
    try {
      var sent = producer.send(written(claim, home));
      return sent.get(WRITE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS).offset();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    } catch (IllegalStateException e) { // another log was opened meanwhile
      throw new KafkaException(e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("Kafka did not answer in time", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /// The same, and waits for nothing but room. Where it fails, the next one who meets the claim
  /// asks its gateway, and hears that it counts no more.
  void post(Claim claim, @Nullable Home home) {
    if (failed)
      return; // a thousand that are withdrawn at a stop wait once for a Kafka that is away
    try {
      var _ = producer.send(written(claim, home), (_, failure) -> posted(claim, failure));
    } catch (KafkaException | IllegalStateException e) {
      posted(claim, e);
    }
  }

  private void posted(Claim claim, @Nullable Exception failure) {
    if (failure == null) return;
    failed = true;
    log.debug("{} was not written", claim, failure);
  }

  private ProducerRecord<byte[], byte[]> written(Claim claim, @Nullable Home home) {
    return new ProducerRecord<>(topic.name(), 0, ClaimCodec.key(claim), ClaimCodec.value(home));
  }

  /// Waits until all that was written by now is read.
  void catchUp() {
    reader.await(topic.end(), READ_AT_MOST);
  }

  /// Whether somebody has deleted the topic, so that another one is to be read. Asks Kafka.
  boolean isDeleted() {
    try {
      var present = topic.id();
      if (id == null) id = present;
      if (!present.equals(id)) failed = true;
    } catch (UnknownTopicOrPartitionException e) {
      if (id != null) failed = true;
    } catch (KafkaException e) {
      log.debug("Whether {} is still the same topic is not known", topic.name(), e);
    }
    return failed;
  }

  /// What was posted is written before.
  @Override
  public void close() {
    reader.close();
    producer.close(CLOSE_AT_MOST);
  }
}
