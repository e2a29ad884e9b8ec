package dev.weir.gateway.api.messages;

import dev.weir.Clock;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/// Reads partitions forth or back, mixes what is found by time, and stops when that is enough or
/// took long. Nothing is told twice or left out from one page to the next. One thread.
///
/// The order within a partition is kept whatever the times say.
final class Scan {
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final long MESSAGES_MAX = 200_000;
  private static final long BYTES_MAX = 64 << 20;

  /// A page that is larger than this ends.
  private static final long PAGE_BYTES_MAX = 8 << 20;

  /// Windows that are read at once may have so much.
  static final long LOAD_BYTES_MAX = 32 << 20;

  private static final Duration LOAD_TIME = Duration.ofSeconds(6);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POSITION = Duration.ofSeconds(5);

  /// What is read, and of what.
  ///
  /// @param deserted whether nobody waits for the answer any more
  record Wish(Search search, Decoding decoding, int limit, BooleanSupplier deserted) {}

  private final KafkaConsumer<byte[], byte[]> kafka;
  private final Clock clock;
  private final Wish wish;
  private final boolean back;
  private final List<Strand> strands;
  private final Comparator<ReadMessage> order;
  private final List<ReadMessage> page = new ArrayList<>();
  private final long begun;
  private long pageBytes;
  private long count;
  private long bytes;
  private long oldest = -1;
  private long newest = -1;

  /// Whether this request got any further.
  private boolean moved;

  Scan(
      KafkaConsumer<byte[], byte[]> kafka, Clock clock, Wish wish, boolean back, List<Strand> all) {
    this.kafka = kafka;
    this.clock = clock;
    this.wish = wish;
    this.back = back;
    this.strands = all;
    this.begun = clock.nanos();
    var byTime = Comparator.comparingLong(ReadMessage::time);
    this.order = back ? byTime.reversed() : byTime;
  }

  Page run() {
    kafka.assign(strands.stream().map(Strand::partition).toList());
    kafka.pause(kafka.assignment());
    while (!isFull()) {
      var first = first();
      var next = first == null ? null : first.next();
      var behind = strands.stream().filter(strand -> strand.isBehind(next)).toList();
      if (behind.isEmpty()) {
        if (first == null) break;
        tell(first.take());
      } else {
        if (isSpent()) break;
        load(behind);
      }
    }
    if (!wish.search.isAll()) tellTheRest();
    return answer();
  }

  private boolean isFull() {
    return page.size() >= wish.limit || pageBytes >= PAGE_BYTES_MAX;
  }

  /// Whether it took enough to be told how far it is.
  private boolean isSpent() {
    if (wish.deserted.getAsBoolean()) return true;
    return moved
        && (count >= MESSAGES_MAX || bytes >= BYTES_MAX || clock.nanos() - begun >= TIME.toNanos());
  }

  /// The strand with what is to be told next.
  private @Nullable Strand first() {
    Strand first = null;
    for (var strand : strands) {
      var next = strand.next();
      if (next == null) continue;
      var before = first == null ? null : first.next();
      if (before == null || order.compare(next, before) < 0) first = strand;
    }
    return first;
  }

  private void tell(ReadMessage message) {
    page.add(message);
    pageBytes += message.bytes();
    moved = true;
  }

  /// A search that stops early shows what it has found by then.
  private void tellTheRest() {
    for (var first = first(); first != null && !isFull(); first = first()) tell(first.take());
  }

  /// Reads a window of each of these.
  private void load(List<Strand> behind) {
    var start = clock.nanos();
    var loading = new ArrayList<>(behind);
    for (var strand : behind) begin(strand);
    var loaded = 0L;
    while (!loading.isEmpty() && loaded < LOAD_BYTES_MAX) {
      if (wish.deserted.getAsBoolean()) break;
      if (clock.nanos() - start > LOAD_TIME.toNanos()) {
        if (moved) break;
        throw silent();
      }
      loaded += poll(loading);
    }
    for (var strand : loading) {
      if (strand.breakOff(position(strand))) moved = true;
    }
    kafka.pause(kafka.assignment());
  }

  private void begin(Strand strand) {
    var offset = strand.begin();
    kafka.seek(strand.partition(), offset);
    kafka.resume(List.of(strand.partition()));
  }

  private long poll(List<Strand> loading) {
    var records = kafka.poll(POLL);
    var loaded = 0L;
    for (var strand : List.copyOf(loading)) {
      for (var record : records.records(strand.partition())) {
        loaded += strand.received(record, wish.decoding, wish.search);
        noteTime(record.timestamp());
      }
      count += records.records(strand.partition()).size();
      var position = position(strand);
      if (!strand.isOver(position)) continue;
      strand.accept(position);
      kafka.pause(List.of(strand.partition()));
      loading.remove(strand);
      moved = true;
    }
    bytes += loaded;
    return loaded;
  }

  private void noteTime(long time) {
    oldest = oldest < 0 ? time : Math.min(oldest, time);
    newest = Math.max(newest, time);
  }

  private long position(Strand strand) {
    return kafka.position(strand.partition(), POSITION);
  }

  private static RestException silent() {
    return RestException.plain(
        504,
        "Kafka sent no messages for %d s. See whether the brokers of the partitions are well"
            .formatted(LOAD_TIME.toSeconds()));
  }

  private Page answer() {
    var rests = strands.stream().map(Strand::rest).toList();
    var done = strands.stream().allMatch(strand -> strand.isRead() && strand.next() == null);
    return new Page(
        List.copyOf(page),
        strands.stream().mapToLong(Strand::scanned).sum(),
        strands.stream().mapToLong(Strand::of).sum(),
        oldest,
        newest,
        done ? null : new Cursor(back, rests).text(),
        wish.decoding.trouble());
  }
}
