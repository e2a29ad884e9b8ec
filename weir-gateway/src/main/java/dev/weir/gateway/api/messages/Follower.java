package dev.weir.gateway.api.messages;

import dev.weir.Clock;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.ProblemErrors;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// Follows a topic for a [Tail], on a thread of its own, until somebody stops it.
///
/// Twenty times a second at most it hands over what was found, two hundred messages at most. What
/// comes faster waits for a while; of more than there is room for it drops the oldest. Who falls
/// far behind goes on at the end.
final class Follower {
  private static final int BATCH_MAX = 200;
  private static final int WAITING_MAX = 2_000;
  private static final long WAITING_BYTES_MAX = 8 << 20;
  private static final long EVERY_NANOS = 50_000_000;
  private static final long SILENT_NANOS = 15_000_000_000L;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long BEHIND_MAX = 50_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration PROMPT = Duration.ofMillis(20);

  /// What is followed.
  ///
  /// @param partition the only one, or null for all
  record Wish(
      Head head, String topic, @Nullable Integer partition, Search search, Decoding decoding) {}

  private final Wish wish;
  private final Consumers consumers;
  private final Opening opening;
  private final Clock clock;

  private volatile boolean stopped;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> open;

  /// The thread's alone, as all that follows.
  private final Deque<ReadMessage> waiting = new ArrayDeque<>();

  private long waitingBytes;
  private long dropped;
  private long droppedTold;
  private long sentNanos;
  private long lookedNanos;

  Follower(Wish wish, Consumers consumers, Opening opening, Clock clock) {
    this.wish = wish;
    this.consumers = consumers;
    this.opening = opening;
    this.clock = clock;
  }

  /// Begins, if there is room for one more. Any thread.
  void start(Tail tail) {
    if (!consumers.startTail()) {
      tail.fail(new ProblemErrors().answer(wish.head, full()));
      return;
    }
    Thread.ofVirtual().name("tail-" + wish.topic).start(() -> run(tail));
  }

  private static RestException full() {
    return RestException.plain(
        503,
        "%d topics are being followed, and that is the most. Stop a tail in another tab"
            .formatted(Consumers.TAILS_MAX));
  }

  /// Any thread.
  void stop() {
    stopped = true;
    var kafka = open;
    if (kafka != null) kafka.wakeup();
  }

  private void run(Tail tail) {
    try {
      var partitions = opening.partitions(wish.topic, wish.partition);
      consumers.tail(kafka -> follow(kafka, partitions, tail));
    } catch (WakeupException _) {
      // somebody stopped it
    } catch (RuntimeException e) {
      tail.fail(new ProblemErrors().answer(wish.head, e));
    } finally {
      open = null;
      consumers.endTail();
    }
  }

  private boolean follow(
      KafkaConsumer<byte[], byte[]> kafka, List<TopicPartition> partitions, Tail tail) {
    open = kafka;
    if (stopped) return false;
    kafka.assign(partitions);
    kafka.endOffsets(partitions).forEach(kafka::seek);
    sentNanos = clock.nanos();
    lookedNanos = sentNanos;
    tail.send(
        "open",
        Json.bytes(json -> {
          json.writeStartObject();
          json.writeNumberField("partitions", partitions.size());
          json.writeEndObject();
        }));
    while (!stopped) {
      for (var record : kafka.poll(waiting.isEmpty() ? PATIENCE : PROMPT)) {
        var message = new ReadMessage(record, wish.decoding);
        if (wish.search.finds(message)) add(message);
      }
      catchUp(kafka);
      if (tail.isFree()) handOver(tail);
    }
    return true;
  }

  private void add(ReadMessage message) {
    waiting.add(message);
    waitingBytes += message.bytes();
    while (waiting.size() > WAITING_MAX
        || (waitingBytes > WAITING_BYTES_MAX && waiting.size() > 1)) {
      var _ = take();
      dropped++;
    }
  }

  private ReadMessage take() {
    var message = waiting.remove();
    waitingBytes -= message.bytes();
    return message;
  }

  /// What comes faster than it can be searched is left out.
  private void catchUp(KafkaConsumer<byte[], byte[]> kafka) {
    if (clock.nanos() - lookedNanos < LOOK_NANOS) return;
    lookedNanos = clock.nanos();
    var behind = 0L;
    for (var partition : kafka.assignment()) behind += kafka.currentLag(partition).orElse(0);
    if (behind <= BEHIND_MAX) return;
    dropped += behind;
    kafka.endOffsets(kafka.assignment()).forEach(kafka::seek);
  }

  private void handOver(Tail tail) {
    var silent = clock.nanos() - sentNanos;
    if (silent < EVERY_NANOS) return;
    if (waiting.isEmpty() && dropped == droppedTold) {
      if (silent < SILENT_NANOS) return;
      tail.comment();
    } else {
      tail.send("messages", batch());
    }
    sentNanos = clock.nanos();
  }

  private byte[] batch() {
    var bytes =
        Json.bytes(json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("messages");
          for (var i = 0; i < BATCH_MAX && !waiting.isEmpty(); i++) {
            MessageJson.CUT.write(json, take());
          }
          json.writeEndArray();
          json.writeNumberField("dropped", dropped);
          json.writeEndObject();
        });
    droppedTold = dropped;
    return bytes;
  }
}
