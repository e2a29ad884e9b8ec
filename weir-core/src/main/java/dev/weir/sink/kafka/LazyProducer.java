package dev.weir.sink.kafka;

import dev.weir.config.KafkaConfig;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Kafka's producer, made as soon as the name of one of its servers can be resolved.
///
/// Weir starts without Kafka, also where not even its name is known yet; and to ask for a name may
/// take long. So it is made on a thread of its own, again and again until that works.
final class LazyProducer {
  /// How long Kafka's client may hold up the lane when it has forgotten a topic, which cannot be
  /// seen from outside; and so the slices of a look-up, which takes the time in its turn.
  private static final long BLOCK_MAX_MILLIS = 250;

  /// A start waits so long to tell of settings that Kafka's client does not accept.
  private static final Duration START_AT_MOST = Duration.ofSeconds(1);

  private static final Duration AGAIN_AFTER = Duration.ofMillis(500);

  private final KafkaConfig config;
  private final Label sink;
  private final Metrics metrics;
  private final CompletableFuture<Producer<byte[], byte[]>> made = new CompletableFuture<>();
  private final Thread maker;
  private final Witness witness = new Witness();

  /// Set by the maker, read by those who look topics up.
  private volatile @Nullable BrokerFigures brokers;

  private LazyProducer(KafkaConfig config, Label sink, Metrics metrics) {
    this.config = config;
    this.sink = sink;
    this.metrics = metrics;
    this.maker = Thread.ofVirtual().name("producer-maker").unstarted(this::make);
  }

  /// Makes it, and waits a little for that.
  static LazyProducer begin(KafkaConfig config, Label sink, Metrics metrics) {
    var producer = new LazyProducer(config, sink, metrics);
    producer.maker.start();
    try {
      producer.await(START_AT_MOST);
    } catch (TimeoutException e) {
      return producer; // the messages will wait for it
    }
    return producer;
  }

  /// Whether it will never answer anything any more.
  boolean dead() {
    return witness.sawItDie();
  }

  /// Another one in the place of this, which is dead. Waits for nothing.
  LazyProducer successor() {
    Thread.ofVirtual().name("producer-closer").start(() -> close(Duration.ZERO));
    var next = new LazyProducer(config, sink, metrics);
    next.maker.start();
    return next;
  }

  private void make() {
    while (!made.isDone()) {
      try {
        var producer = producer();
        if (made.complete(producer)) {
          ClientFigures.ofProducer(producer.metrics(), sink, metrics);
          brokers = new BrokerFigures(producer, sink, metrics);
        } else {
          producer.close(Duration.ZERO);
        }
      } catch (KafkaException e) {
        if (!unresolved(e)) made.completeExceptionally(refused(e));
      }
      pause();
    }
  }

  private void pause() {
    try {
      made.get(AGAIN_AFTER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      // the next try
    } catch (InterruptedException | ExecutionException e) {
      made.completeExceptionally(e);
    }
  }

  /// Kafka's client has no type for that.
  private static boolean unresolved(KafkaException e) {
    return e.getCause() instanceof ConfigException cause
        && String.valueOf(cause.getMessage()).startsWith("No resolvable bootstrap urls");
  }

  private static IllegalStateException refused(KafkaException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    var root = root(cause);
    return new IllegalStateException(
        "Kafka's producer cannot be made: %s%s. Correct the settings under kafka."
            .formatted(cause.getMessage(), root.equals(cause) ? "" : " (" + root + ")"),
        e);
  }

  /// Such as a file that is not there.
  private static Throwable root(Throwable cause) {
    var root = cause;
    while (root.getCause() != null) root = root.getCause();
    return root;
  }

  /// For a thread that may wait.
  Producer<byte[], byte[]> await(Duration atMost) {
    try {
      return made.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException(
          "the name of no server of %s can be resolved".formatted(config.bootstrapServers()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }

  /// The partitions of a topic. For a thread that may wait.
  List<PartitionInfo> partitions(String topic, Duration atMost) {
    var partitions = await(atMost).partitionsFor(topic);
    var known = brokers;
    if (known != null) known.learn(partitions);
    return partitions;
  }

  /// For one who knows that it is there: a topic was found with it.
  Producer<byte[], byte[]> get() {
    return made.join();
  }

  void close(Duration atMost) {
    var producer = ifMade();
    if (producer != null) {
      producer.close(atMost);
    } else {
      made.completeExceptionally(new IllegalStateException("the producer is closed"));
    }
  }

  private @Nullable Producer<byte[], byte[]> ifMade() {
    return made.isDone() && !made.isCompletedExceptionally() ? made.join() : null;
  }

  private Producer<byte[], byte[]> producer() {
    var properties = new HashMap<String, Object>(config.properties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    // It never gives up by itself, or what was sent later could pass what it gave up.
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    var blockMillis = Math.min(BLOCK_MAX_MILLIS, config.number(ProducerConfig.MAX_BLOCK_MS_CONFIG));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(blockMillis));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), witness);
  }
}
