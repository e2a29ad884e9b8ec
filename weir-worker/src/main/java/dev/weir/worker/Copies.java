package dev.weir.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes copies of records: to the dead letters, and to retry topics.
///
/// A copy is tried again without an end, with waits from 100 ms up to 10 s, until Kafka has
/// acknowledged it or this is closed. Each has a virtual thread, which waits; those who call never
/// do. How many there are is bounded by the worker's buffer, which a record does not leave before
/// it is settled.
final class Copies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Copies.class);

  private final Plan<?, ?> plan;
  private final Trouble trouble;
  private final RetryTopics retries;
  private final DeadLetterHeaders deadLetters;
  private final CopyClients clients;
  private final TopicMaker maker;
  private final Map<String, CopyTarget> targets = new ConcurrentHashMap<>();
  private final Map<String, String> logged = new ConcurrentHashMap<>();
  private final Set<Courier> couriers = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /// Set before those under way are looked at, and read after one has joined them.
  private volatile boolean closed;

  Copies(Plan<?, ?> plan, Trouble trouble) {
    this.plan = plan;
    this.trouble = trouble;
    this.retries = new RetryTopics(plan);
    this.deadLetters = new DeadLetterHeaders(plan, retries);
    this.clients = new CopyClients(plan);
    this.maker = new TopicMaker(clients);
  }

  /// Fails only where this is closed before Kafka has it.
  CompletionStage<Ack> deadLetter(ConsumerRecord<byte[], byte[]> record, Failure failure) {
    var origin = retries.origin(record);
    var copy = new Copy(record, origin, origin.timestamp(), deadLetters.of(record, failure));
    return write(copy, deadLetterTopic(plan, origin.topic()), failure);
  }

  static String deadLetterTopic(Plan<?, ?> plan, String origin) {
    return plan.exhausted instanceof Exhausted.DeadLetter(var topic) && topic != null
        ? topic
        : TopicNames.deadLetters(origin);
  }

  /// To the next retry topic. The copy has the time of the failure, from which on its delay counts.
  ///
  /// Fails only where this is closed before Kafka has it.
  ///
  /// @throws IllegalArgumentException if there is no next one
  CompletionStage<Ack> retry(ConsumerRecord<byte[], byte[]> record, Failure failure) {
    var topic = retries.next(record);
    if (topic == null) {
      throw new IllegalArgumentException("No retry topic is behind '" + record.topic() + "'");
    }
    var time = failure.time().toEpochMilli();
    var headers = retries.headers(record, failure);
    return write(new Copy(record, retries.origin(record), time, headers), topic, failure);
  }

  /// How long a record will wait in its next retry topic, which there must be.
  Duration retryDelay(ConsumerRecord<byte[], byte[]> record) {
    return retries.nextDelay(record);
  }

  private CompletionStage<Ack> write(Copy copy, String topic, Failure failure) {
    var telemetry = failure.telemetry() == null ? plan.telemetry : failure.telemetry();
    var sending = sending(telemetry, topic, copy.headers());
    var notice = new Notice(topic, copy.position(), trouble, logged);
    var target = target(topic, copy.origin().topic());
    var courier = new Courier(copy.with(sending.headers()), target, clients, notice);
    couriers.add(courier);
    begin("weir-copy-" + copy.position(), courier, () -> couriers.remove(courier));
    if (closed) courier.abandon(null);
    return courier.acked().whenComplete((ack, e) -> ended(sending, ack, e));
  }

  static Telemetry.Sending sending(Telemetry telemetry, String topic, Headers headers) {
    try {
      return telemetry.sending(topic, headers);
    } catch (RuntimeException e) {
      log.warn("The telemetry failed; what goes to topic '{}' is written without it", topic, e);
      return Telemetry.none().sending(topic, headers);
    }
  }

  private static void ended(
      Telemetry.Sending sending, @Nullable Ack ack, @Nullable Throwable failure) {
    try {
      sending.ended().accept(ack, failure);
    } catch (RuntimeException e) {
      log.warn("The telemetry failed at the end of a copy", e);
    }
  }

  private CopyTarget target(String name, String source) {
    return targets.computeIfAbsent(name, missing -> new CopyTarget(name, source, maker));
  }

  private void begin(String name, Runnable work, Runnable end) {
    var thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(() -> {
              try {
                work.run();
              } finally {
                end.run();
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    if (closed) thread.interrupt();
    thread.start();
  }

  /// Makes all retry topics of these topics, and waits for that. What is not there by then is still
  /// tried, until this is closed.
  ///
  /// @return whether all are there
  boolean prepare(Collection<String> topics, Duration atMost) {
    var missing = new CountDownLatch(topics.size() * plan.retryTopics.size());
    for (var topic : topics) {
      for (var retry : retries.of(topic)) {
        begin("weir-make-" + retry, () -> make(retry, topic), missing::countDown);
      }
    }
    try {
      return missing.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The same for all topics of such a name that there are.
  boolean prepare(Pattern topics, Duration atMost) {
    if (retries.none()) return true;
    var subscribed = retries.subscription(topics);
    try {
      var there = maker.topics(atMost);
      there.removeIf(name -> !subscribed.matcher(name).matches() || retries.delay(name) != null);
      return prepare(there, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      log.debug("Kafka did not tell its topics", e);
      return false;
    }
  }

  private void make(String topic, String source) {
    var notice = new Notice(topic, null, trouble, logged);
    try {
      target(topic, source)
          .await(e -> {
            // A topic that is not made yet has nothing to be tried again either.
            if (!(e instanceof TopicMaker.SourceMissing)) notice.began(CopyProblem.of(topic, e));
          });
      notice.over();
    } catch (InterruptedException | RuntimeException e) {
      notice.quiet(); // closed
    }
  }

  /// What has no ack by then fails: it is not settled.
  void close(Duration atMost) {
    closed = true;
    awaitAll(List.copyOf(couriers), atMost);
    threads.forEach(Thread::interrupt);
    clients.close();
    couriers.forEach(courier -> courier.abandon(null));
  }

  private static void awaitAll(List<Courier> couriers, Duration atMost) {
    var all = couriers.stream().map(Courier::acked).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // They are given up now, or were before.
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
