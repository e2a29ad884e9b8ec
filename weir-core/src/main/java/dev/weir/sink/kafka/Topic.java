package dev.weir.sink.kafka;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the sink knows of one topic, and those of its messages that may not go to the producer yet.
///
/// No batch of several messages may be larger than the topic takes: Kafka's client would cut it up
/// and put it together again, until it dies of that. So what may be too large goes alone, and where
/// the topic takes less than a full batch, all that is on its way together is no more than it
/// takes.
///
/// Only the lane's thread touches it, but for what says otherwise.
final class Topic {
  record Waiting(Message message, long bytes, Consumer<Outcome> done) {}

  /// What the cluster says of it.
  ///
  /// @param bytesMax the largest batch that it takes, or [#UNKNOWN]
  record Facts(int partitions, long bytesMax) {}

  static final long UNKNOWN = 0;

  /// Kafka's default.
  private static final long USUAL_BYTES_MAX = 1_048_588;

  final String name;
  private int partitions;
  private long askedNanos;
  private long usedNanos;

  /// To be looked up again before the next message that finds nothing waiting.
  private boolean stale = true;

  /// The largest batch that it takes, as far as one knows.
  private long bytesMax = USUAL_BYTES_MAX;

  /// What is larger than this shares a batch with no other.
  private long sharedMax;

  /// So much may be on its way at one time, where that is more than one message.
  private long windowMax = Long.MAX_VALUE;

  /// The last one that was sent is, or was, to be alone.
  private boolean alone;

  /// With the producer. Any thread settles.
  private final Load load = new Load();

  private boolean asking;
  private final Deque<Waiting> waiting = new ArrayDeque<>(1);

  /// Whether a message waits here. Written by the lane's thread, read by those that settle.
  private volatile boolean waits;

  /// Why those that wait must not go past one that was lost. Any thread.
  private volatile @Nullable Problem stop;

  /// @param batchBytes what Kafka's client packs together
  Topic(String name, long batchBytes) {
    this.name = name;
    this.sharedMax = batchBytes;
  }

  boolean asking() {
    return asking;
  }

  /// Hot.
  boolean waits() {
    return waits;
  }

  /// Nothing depends on its being remembered.
  boolean idle() {
    return !asking && !waits && load.bytes() == 0;
  }

  /// Hot.
  boolean knownAt(long nowNanos, long idleNanos) {
    return !stale && nowNanos - usedNanos < idleNanos;
  }

  /// Hot. Whether this size may be all right by now, so that it is worth to be asked for.
  boolean doubtful(long bytes, long nowNanos, long againNanos) {
    return bytes > sharedMax && nowNanos - askedNanos > againNanos;
  }

  boolean askedWithin(long nanos, long nowNanos) {
    return nowNanos - askedNanos <= nanos;
  }

  boolean has(int partition) {
    return partition <= Message.BY_CRC32 || (partition >= 0 && partition < partitions);
  }

  int partitions() {
    return partitions;
  }

  void ask() {
    asking = true;
  }

  void forget() {
    stale = true;
  }

  /// The look-up is over. What it could not tell stays as it was.
  void found(Facts facts, long batchBytes, long nowNanos) {
    asking = false;
    stale = false;
    partitions = facts.partitions();
    askedNanos = nowNanos;
    usedNanos = nowNanos;
    if (facts.bytesMax() == UNKNOWN) return;
    bytesMax = facts.bytesMax();
    sharedMax = bytesMax;
    windowMax = bytesMax < batchBytes ? bytesMax : Long.MAX_VALUE;
  }

  void notFound() {
    asking = false;
    stale = true;
  }

  /// Kafka found one too large. If nobody expected that, nothing shares a batch any more until the
  /// topic's limit is known.
  void tooLarge(long bytes, long requestBytes) {
    if (bytes <= Math.min(bytesMax, requestBytes)) suspect();
  }

  /// Whether several of its messages may be in one batch.
  boolean suspicious() {
    return !alone && load.bytes() > 0;
  }

  /// Nothing shares a batch any more until its limit is known.
  void suspect() {
    sharedMax = 0;
    stale = true;
  }

  /// Hot. Whether one of this size may go to the producer now, if none waits before it.
  boolean hasRoom(long bytes) {
    var shares = bytes <= sharedMax && !alone;
    if (shares && windowMax == Long.MAX_VALUE) return true;
    var used = load.bytes();
    return used == 0 || (shares && used + bytes <= windowMax);
  }

  /// Hot.
  void sent(long bytes, long nowNanos) {
    usedNanos = nowNanos;
    alone = bytes > sharedMax;
    load.sent(bytes);
  }

  /// Hot. Any thread. Answers whether others wait for this.
  boolean settled(long bytes, Outcome outcome) {
    load.settled(bytes);
    if (!waits) return false;
    if (outcome instanceof Outcome.Lost(var problem) && problem.code().retriable()) stop = problem;
    return true;
  }

  void keep(Waiting one) {
    waiting.add(one);
    waits = true;
  }

  @Nullable Waiting first() {
    return waiting.peek();
  }

  @Nullable Waiting poll() {
    var first = waiting.poll();
    if (waiting.isEmpty()) waits = false;
    return first;
  }

  /// What waits is not heard of again.
  void drop() {
    waiting.clear();
    waits = false;
  }

  /// Why what waits must be lost, if so; tells it once.
  @Nullable Problem stopped() {
    var why = stop;
    if (why != null) stop = null;
    return why;
  }
}
