package dev.weir.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits in transactions: what was made of messages is written together with their offsets, so
/// that whoever reads what is committed sees the effect of each message once.
///
/// A transaction takes all messages that have ended since the one before. Where it fails it is
/// aborted, and the next one has the same messages, in the same order, but for those whose
/// partition has gone: whoever has that now processes them. Kafka refuses the commit of a member
/// that the group has lost, so that of two only one ever succeeds.
///
/// By the thread that polls, which waits for each commit.
final class Transactions implements Commits {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  private static final Duration EVERY_AT_MOST = Duration.ofMillis(100);

  /// After that long without an end the broker aborts one whose worker was killed; until then
  /// whoever has its partitions next waits, and so do those that read what is committed.
  private static final int TRANSACTION_MILLIS = 10_000;

  private final Plan<?, ?> plan;
  private final Consumer<byte[], byte[]> consumer;
  private final Lanes lanes;
  private final Ledger ledger;
  private final long everyNanos;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private long nextNanos;
  private @Nullable Producer<byte[], byte[]> producer;

  /// Ended, and in no transaction that was committed; oldest first.
  private final List<Entry> open = new ArrayList<>();

  /// Its commit was begun, and no answer came: it can only be committed.
  private @Nullable List<Ledger.News> undecided;

  Transactions(Plan<?, ?> plan, Consumer<byte[], byte[]> consumer, Lanes lanes, Ledger ledger) {
    this(plan, consumer, lanes, ledger, () -> new KafkaProducer<>(settings(plan)));
  }

  Transactions(
      Plan<?, ?> plan,
      Consumer<byte[], byte[]> consumer,
      Lanes lanes,
      Ledger ledger,
      Supplier<Producer<byte[], byte[]>> producers) {
    this.producers = producers;
    this.plan = plan;
    this.consumer = consumer;
    this.lanes = lanes;
    this.ledger = ledger;
    var every = plan.commitEvery.compareTo(EVERY_AT_MOST) < 0 ? plan.commitEvery : EVERY_AT_MOST;
    this.everyNanos = every.toNanos();
    this.nextNanos = System.nanoTime() + everyNanos;
  }

  @Override
  public void tick(Collection<Tenure> tenures) {
    var now = System.nanoTime();
    if (now - nextNanos < 0) return;
    nextNanos = now + everyNanos;
    var unused = commit(tenures);
  }

  @Override
  public boolean now(Collection<Tenure> tenures, Duration atMost) {
    // One that is made again has its own messages alone: what has ended since comes behind it.
    var before = !open.isEmpty();
    return commit(tenures) && (!before || commit(tenures));
  }

  private boolean commit(Collection<Tenure> tenures) {
    try {
      decide();
      var news = news(tenures);
      if (!news.isEmpty()) write(news);
      return true;
    } catch (TimeoutException e) {
      if (undecided == null) abort(e);
      ledger.failed(e);
      return false;
    } catch (KafkaException e) {
      // Also of one that was undecided: it was not committed, as its records had not been written
      // by then, or the broker had aborted it.
      undecided = null;
      abort(e);
      ledger.failed(e);
      if (isFatal(e)) throw e;
      return false;
    }
  }

  /// What the next transaction is to commit. One that failed takes in nothing more, so that what is
  /// held stays bounded.
  private List<Ledger.News> news(Collection<Tenure> tenures) {
    open.removeIf(entry -> entry.lane.tenure.ended);
    if (open.isEmpty()) open.addAll(lanes.takeEnded());
    var all = new LinkedHashSet<>(tenures);
    for (var entry : open) all.add(entry.lane.tenure);
    var news = ledger.news(all);
    for (var one : news) if (!one.whole()) throw tooWide(one);
    return news;
  }

  private static boolean isFatal(KafkaException failure) {
    return failure instanceof AuthorizationException
        || failure instanceof AuthenticationException
        || failure instanceof UnsupportedVersionException
        || failure instanceof ConfigException
        || (failure.getCause() instanceof KafkaException cause && isFatal(cause));
  }

  private void write(List<Ledger.News> news) {
    var sending = producer();
    sending.beginTransaction();
    for (var entry : open) {
      var telemetry = entry.telemetry(plan.telemetry);
      for (var outgoing : entry.outgoing) send(sending, telemetry, outgoing);
    }
    sending.sendOffsetsToTransaction(Ledger.offsets(news), consumer.groupMetadata());
    undecided = news;
    sending.commitTransaction();
    decided(news);
  }

  private static void send(
      Producer<byte[], byte[]> sending, Telemetry telemetry, Outgoing outgoing) {
    var watched = Copies.sending(telemetry, outgoing.topic(), outgoing.headers());
    var headers = new RecordHeaders();
    for (var header : watched.headers()) headers.add(header.name(), header.value());
    var record =
        new ProducerRecord<>(
            outgoing.topic(), outgoing.partition(), outgoing.key(), outgoing.value(), headers);
    var sent =
        sending.send(
            record,
            (at, failure) -> watched.ended().accept(failure == null ? ack(at) : null, failure));
    // A failure makes the commit fail too. Where it is known already, as that of a topic that is
    // not
    // there, each other record would wait as long.
    if (sent.state() == Future.State.FAILED && sent.exceptionNow() instanceof KafkaException e) {
      throw e;
    }
  }

  private static Ack ack(RecordMetadata at) {
    var time = Instant.ofEpochMilli(at.timestamp());
    return new Ack(at.topic(), at.partition(), at.offset(), time);
  }

  /// Asks once more for the end of a transaction of which it is not known.
  private void decide() {
    var news = undecided;
    if (news == null || producer == null) return;
    producer.commitTransaction();
    decided(news);
  }

  private void decided(List<Ledger.News> news) {
    undecided = null;
    open.clear();
    ledger.committed(news);
  }

  private void abort(KafkaException why) {
    log.debug("A transaction is aborted, and made again", why);
    var failed = producer;
    if (failed == null) return;
    try {
      failed.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      // It was fenced, or can do no more: another one takes its place.
      failed.close(Duration.ZERO);
      producer = null;
    }
  }

  private Producer<byte[], byte[]> producer() {
    var known = producer;
    if (known != null) return known;
    var made = producers.get();
    try {
      made.initTransactions();
      producer = made;
      return made;
    } finally {
      if (producer == null) made.close(Duration.ZERO);
    }
  }

  static Map<String, Object> settings(Plan<?, ?> plan) {
    var own = new HashMap<String, Object>();
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, plan.group + "-" + member(plan));
    own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_MILLIS);
    own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS);
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * TRANSACTION_MILLIS);
    return ClientSettings.producer(plan.kafka, plan.group + "-transactions", own);
  }

  /// One with a name of its own ends at once, by that name, what it left behind when it was killed.
  private static Object member(Plan<?, ?> plan) {
    var named = plan.client.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return named == null ? UUID.randomUUID() : named;
  }

  private static IllegalStateException tooWide(Ledger.News news) {
    return new IllegalStateException(
        "What is settled of %s does not fit into a commit, and without that nothing is exactly once. Lower buffer(…) or concurrency(…)."
            .formatted(news.tenure().partition));
  }

  @Override
  public void close() {
    var last = producer;
    if (last != null) last.close(Duration.ofSeconds(3));
  }
}
