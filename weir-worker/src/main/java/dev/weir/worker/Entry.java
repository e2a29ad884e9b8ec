package dev.weir.worker;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record that is held until it is settled. Owner: the lanes' lock, but for what is final.
final class Entry implements Attempt.Trail {
  /// What an entry costs beside its bytes.
  private static final int OVERHEAD = 200;

  final ConsumerRecord<byte[], byte[]> record;
  final Lane lane;
  final long slot;
  final int bytes;
  final long arrivedNanos;

  /// Records behind it in its partition when it came.
  final long lag;

  /// Attempts begun, those before a retry topic among them.
  int attempts;

  /// Raised when an attempt begins and when it ends: an answer that names another one is late.
  int call;

  /// The one that runs the attempt; null where it has not begun quite yet, or its outcome comes
  /// later. Set by that thread, which then looks whether it was abandoned before.
  volatile @Nullable Thread thread;

  /// The outcome comes later, and no thread runs the attempt.
  boolean later;

  long startedNanos;

  /// Its time was over.
  volatile boolean timedOut;

  /// Its thread was told to end, by a stop or as its partition goes: it is not settled.
  volatile boolean abandoned;

  boolean stuck;

  /// Its attempt was interrupted for the sake of another one in its batch. By the attempt's thread.
  boolean spared;

  /// Its processor waits for the worker's end.
  boolean exempt;

  /// What a copy belongs to; null where no attempt got as far. Written before the attempt ends.
  private volatile @Nullable Telemetry telemetry;

  /// What was made of it, where that is written with its commit.
  List<Outgoing> outgoing = List.of();

  /// Behind it in its lane.
  @Nullable Entry next;

  /// The list of those in progress that it is in, and its neighbours there.
  @Nullable Running in;

  @Nullable Entry before;
  @Nullable Entry after;

  Entry(ConsumerRecord<byte[], byte[]> record, Lane lane, long slot, Arrival arrival) {
    this.record = record;
    this.lane = lane;
    this.slot = slot;
    this.bytes = bytes(record);
    this.arrivedNanos = arrival.nanos();
    this.lag = Math.max(0, arrival.end() - record.offset() - 1);
  }

  /// @param end the offset behind the last record of the partition
  record Arrival(long nanos, long end) {}

  private static int bytes(ConsumerRecord<byte[], byte[]> record) {
    var bytes =
        OVERHEAD
            + Math.max(0, record.serializedKeySize())
            + Math.max(0, record.serializedValueSize());
    for (var header : record.headers()) {
      bytes += 50 + header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /// How long it has to wait before its first attempt: neither before the record is so old, nor
  /// longer than that after it came.
  long delayNanos(long now) {
    var delay = lane.tenure.delayMillis;
    if (delay == 0) return 0;
    var age = System.currentTimeMillis() - DeadLetterHeaders.ageFrom(record);
    var left = TimeUnit.MILLISECONDS.toNanos(delay) - (now - arrivedNanos);
    return Math.min(TimeUnit.MILLISECONDS.toNanos(delay - age), left);
  }

  /// An attempt begins. Hot.
  void begin(long now) {
    call++;
    attempts++;
    startedNanos = now;
    timedOut = false;
    spared = false;
    later = false;
  }

  /// This thread runs the attempt, unless the partition has gone meanwhile, or its time was over
  /// before there was a thread to interrupt. Hot.
  boolean enter() {
    thread = Thread.currentThread();
    return !abandoned && !timedOut;
  }

  /// The thread that ran the attempt goes on with something else.
  void leave() {
    // Only under the lock is it interrupted, so that what is meant for it hits no later attempt;
    // nor
    // shall an interrupt that the processor made itself.
    if (Thread.currentThread().equals(thread)) {
      var unused = Thread.interrupted();
    }
    thread = null;
  }

  /// The attempt has ended. Hot.
  void end() {
    leave();
    call++;
    stuck = false;
    Running.remove(this);
  }

  @Override
  public void at(Telemetry here) {
    telemetry = here;
  }

  /// What is written for it belongs to that.
  Telemetry telemetry(Telemetry otherwise) {
    var here = telemetry;
    return here == null ? otherwise : here;
  }

  Failure failure(Throwable why, int number) {
    return new Failure(why, number, Instant.now(), telemetry);
  }

  Position position() {
    return new Position(record.topic(), record.partition(), record.offset());
  }
}
