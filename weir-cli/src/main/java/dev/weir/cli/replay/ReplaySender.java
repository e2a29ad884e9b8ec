package dev.weir.cli.replay;

import dev.weir.Message;
import dev.weir.cli.cluster.Apart;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Progress;
import dev.weir.cli.units.Pace;
import dev.weir.sink.kafka.KeyPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Sends to Kafka and knows from where on it has to be sent again.
///
/// The producer is idempotent and waits for all in-sync replicas, so what is acknowledged is there
/// once and in order. With the first failure nothing more is sent, and the place to go on at is the
/// first message without acknowledgement. Kafka's thread removes from `unacknowledged` and sets
/// `failure`; the rest belongs to the command's.
final class ReplaySender implements Replay.Target, AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);
  private static final long REMEMBER_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BLOCK_MAX_MILLIS = 30_000;

  /// Longer than the producer's own delivery timeout: then its thread must have died.
  private static final long SILENCE_MAX_NANOS = Duration.ofSeconds(150).toNanos();

  private static final long LOOK_EVERY_NANOS = 1_000_000;

  /// Little, as the limits of the topics are not known.
  private static final int BATCH_BYTES = 16 << 10;

  private static final int UNDER_WAY_MAX = 1 << 16;

  /// Where a message stands, and where the next one.
  private record Place(Position at, Position next) {}

  private final KafkaProducer<byte[], byte[]> producer;
  private final @Nullable Pace pace;
  private final BooleanSupplier stopped;
  private final Memories memories;
  private final Progress progress;
  private final Apart apart = new Apart(BATCH_BYTES);
  private final ConcurrentSkipListMap<Long, Place> unacknowledged = new ConcurrentSkipListMap<>();
  private final long begunNanos = System.nanoTime();
  private long rememberedNanos = begunNanos;
  private long sent;
  private final AtomicLong settled = new AtomicLong();
  private volatile @Nullable Exception failure;

  /// How fast it goes, and whether somebody wants it to end.
  ///
  /// @param pace null for as fast as it goes
  record Rules(@Nullable Pace pace, BooleanSupplier stopped) {}

  ReplaySender(Cluster cluster, Rules rules, Memories memories, Progress progress) {
    this.pace = rules.pace();
    this.stopped = rules.stopped();
    this.memories = memories;
    this.progress = progress;
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "weir-replay");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE); // the topic decides
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MAX_MILLIS);
    settings.keySet().removeAll(cluster.connection().properties().keySet());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    this.producer = cluster.producer(settings);
  }

  @Override
  public void take(Message message, Position at, Position next) {
    if (pace != null) pace.await(message.sizeBytes(), stopped);
    if (apart.waits(message)) finish();
    awaitRoom();
    var number = sent++;
    unacknowledged.put(number, new Place(at, next));
    try {
      var _ = producer.send(record(message), (_, e) -> settled(number, message.sizeBytes(), e));
    } catch (KafkaException | IllegalArgumentException e) {
      settled(
          number, message.sizeBytes(), e); // a partition that cannot be, a producer that gave up
    }
    if (failure != null) finish();
    rememberNowAndThen(next);
  }

  private void settled(long number, int bytes, @Nullable Exception e) {
    if (e == null) {
      unacknowledged.remove(number);
      progress.done(1, bytes);
    } else {
      if (failure == null) failure = e;
      progress.failed(1);
    }
    settled.incrementAndGet();
  }

  /// Bounds the memory of small messages.
  private void awaitRoom() {
    while (sent - settled.get() >= UNDER_WAY_MAX) LockSupport.parkNanos(LOOK_EVERY_NANOS);
  }

  /// For a process that is killed.
  private void rememberNowAndThen(Position next) {
    if (System.nanoTime() - rememberedNanos < REMEMBER_EVERY_NANOS) return;
    var first = unacknowledged.firstEntry();
    reached(first == null ? next : first.getValue().at());
  }

  @Override
  public void reached(Position at) {
    rememberedNanos = System.nanoTime();
    memories.remember(at);
  }

  /// Waits until Kafka has answered for every message.
  @Override
  public void finish() {
    var heardNanos = System.nanoTime();
    for (var before = settled.get(); before < sent; ) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      var now = settled.get();
      if (now != before) heardNanos = System.nanoTime();
      before = now;
      if (System.nanoTime() - heardNanos > SILENCE_MAX_NANOS) {
        throw failed(new TimeoutException("Kafka's client gave no answer any more"));
      }
    }
    var why = failure;
    if (why != null) throw failed(why);
  }

  String end() {
    var seconds = (System.nanoTime() - begunNanos) / 1e9;
    return "weir: %,d messages sent in %.1f s; Kafka has them all".formatted(sent, seconds);
  }

  private Failure failed(Exception why) {
    var code =
        switch (why) {
          case AuthenticationException _, AuthorizationException _ -> ExitCode.NOT_ALLOWED;
          case TimeoutException _ -> ExitCode.UNREACHABLE;
          default -> ExitCode.FAILED;
        };
    var place = unacknowledged.firstEntry().getValue();
    memories.remember(place.at());
    return new Failure(
        code,
        "The message at %s was not sent".formatted(place.at()),
        String.valueOf(why.getMessage()),
        "Kafka has all before it, perhaps some behind it. Go on with --from '%s', or behind it: '%s'."
            .formatted(place.at(), place.next()),
        why);
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    List<Header> headers =
        message.headers().stream()
            .<Header>map(header -> new RecordHeader(header.name(), header.value()))
            .toList();
    return new ProducerRecord<>(
        message.topic(),
        KeyPartition.of(message, topic -> producer.partitionsFor(topic).size()),
        message.timestamp() == Message.NOW ? null : message.timestamp(),
        message.key(),
        message.value(),
        headers);
  }

  @Override
  public void close() {
    producer.close(failure == null ? CLOSE_MAX : Duration.ZERO);
  }
}
