package dev.weir.delivery;

import static dev.weir.delivery.Parcel.DONE;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.wal.Wal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The messages of one topic in one lane, in their order. The lane's thread owns it.
///
/// ```
/// sink ◀── in flight ◀── returned ◀── the log ◀── queue ◀── accepted
/// ```
///
/// Nothing passes what stands before it, so a message never overtakes an older one of its topic. In
/// healthy times only the first and the last exist, and the queue is empty.
final class Row {
  /// No place in the log.
  static final long NOWHERE = Long.MAX_VALUE;

  private static final Comparator<Parcel> BY_SENDING =
      Comparator.comparingLong(parcel -> parcel.sendNumber);

  private static final long UNKNOWN_NANOS = 10_000_000_000L;

  final String topic;

  /// The topic's own, so that one that is missing or has no leader keeps no other from its sink.
  Breaker breaker;

  /// With the sink, oldest first; also those that have their outcome, behind one that has none.
  private final ArrayDeque<Parcel> inFlight = new ArrayDeque<>();

  /// Failed, to be sent again once nothing of the row is in flight.
  private final List<Parcel> failed = new ArrayList<>();

  private final ArrayDeque<Parcel> returned = new ArrayDeque<>();
  private final ArrayDeque<Parcel> queue = new ArrayDeque<>();

  /// The log has, or may have, messages of the row that wait below this place; 0 if none.
  long backlogEnd;

  /// The first of them that the replay passed over, since it could not be sent.
  long skippedFrom = NOWHERE;

  /// Whether [Rows] has it among those to look at.
  boolean busy;

  /// The place in the log of the newest that is there in its order: what is younger stands behind.
  long place = Wal.NOT_APPENDED;

  /// Whether all that stands before the log's part is safe there, too.
  boolean secured;

  /// Whether something in the queue is to be in the log, and had no room there when it came.
  boolean unsafe;

  /// Whether the sink has answered nothing of the row for too long.
  boolean stuck;

  /// Why its messages did not get there the last time that they did not, or null.
  @Nullable Problem trouble;

  /// Whether a failure of this turn counted for the sink.
  boolean failing;

  /// Whether something in memory was given up where it stood.
  boolean untidy;

  long inFlightBytes;
  long queuedBytes;

  /// Written where outcomes come in, read by the lane: any progress at all.
  private volatile long progressNanos;

  /// When the sink first said that there is no such topic.
  private @Nullable Long unknownSince;

  /// Came back from the log's writer, to stand before the queue.
  private final List<Parcel> unstored = new ArrayList<>();

  Row(String topic, Breaker breaker, long nowNanos) {
    this.topic = topic;
    this.breaker = breaker;
    this.progressNanos = nowNanos; // a clock may stand anywhere, also below zero
  }

  /// Whether a message that comes now may go straight to the sink.
  boolean direct() {
    return queue.isEmpty() && upToDate();
  }

  /// Whether nothing that is older than the queue waits.
  boolean upToDate() {
    return !behind() && returned.isEmpty() && failed.isEmpty() && unstored.isEmpty();
  }

  boolean behind() {
    return backlogEnd != 0 || skippedFrom != NOWHERE;
  }

  boolean idle() {
    return inFlight.isEmpty() && direct();
  }

  /// Whether what failed is back in its place, so that sending may go on.
  boolean inOrder() {
    return failed.isEmpty();
  }

  void enqueue(Parcel parcel) {
    queue.add(parcel);
    queuedBytes += parcel.message.sizeBytes();
  }

  boolean queued() {
    return !queue.isEmpty();
  }

  void inFlight(Parcel parcel) {
    inFlight.add(parcel);
    inFlightBytes += parcel.message.sizeBytes();
  }

  int inFlightCount() {
    return inFlight.size();
  }

  /// Takes out the oldest in flight if it has its outcome.
  @Nullable Parcel pollSettled() {
    var oldest = inFlight.peek();
    if (oldest == null || oldest.is(Parcel.SENT)) return null;
    inFlight.remove();
    inFlightBytes -= oldest.message.sizeBytes();
    return oldest;
  }

  /// What becomes of all that the sink has.
  void answerAll(Outcome outcome) {
    for (var parcel : inFlight) {
      if (parcel.is(Parcel.SENT)) parcel.accept(outcome);
    }
  }

  void failed(Parcel parcel) {
    failed.add(parcel);
  }

  /// Once nothing is in flight, all that failed stands in the order in which it was sent.
  void takeBackFailed() {
    if (failed.isEmpty() || !inFlight.isEmpty()) return;
    failed.sort(BY_SENDING.reversed());
    failed.forEach(returned::addFirst);
    failed.clear();
  }

  /// What goes next, from memory; null where the log comes first, or nothing is there.
  @Nullable Parcel peek() {
    dropDone(returned);
    if (!returned.isEmpty()) return returned.peek();
    if (behind()) return null;
    for (var first = queue.peek(); first != null && first.is(DONE); first = queue.peek()) {
      pollQueue();
    }
    return queue.peek();
  }

  /// Takes out what [#peek] showed.
  void remove() {
    if (returned.poll() == null) pollQueue();
  }

  private void pollQueue() {
    var first = queue.remove();
    queuedBytes -= first.message.sizeBytes();
  }

  /// What was given up behind something that is kept leaves memory.
  void tidy() {
    if (!untidy) return;
    untidy = false;
    returned.removeIf(parcel -> parcel.is(DONE));
    queue.removeIf(parcel -> parcel.is(DONE));
    queuedBytes = 0;
    for (var parcel : queue) queuedBytes += parcel.message.sizeBytes();
  }

  private static void dropDone(Deque<Parcel> parcels) {
    for (var first = parcels.peek(); first != null && first.is(DONE); first = parcels.peek()) {
      parcels.remove();
    }
  }

  /// What stands before the log's part, oldest first.
  List<Parcel> beforeLog() {
    var sent = inFlight.stream().filter(parcel -> parcel.is(Parcel.SENT));
    var tried = Stream.concat(sent, failed.stream()).sorted(BY_SENDING);
    return Stream.concat(tried, returned.stream()).filter(parcel -> !parcel.is(DONE)).toList();
  }

  /// What is not with the sink, oldest first.
  Stream<Parcel> inMemory() {
    return Stream.concat(returned.stream(), queue.stream()).filter(parcel -> !parcel.is(DONE));
  }

  /// When the oldest of those in memory came, or null where there is none.
  @Nullable Long oldestNanos() {
    Long oldest = null;
    for (var part : List.of(inFlight, failed, returned, queue)) {
      var first = firstOpen(part);
      if (first != null && (oldest == null || first.acceptedNanos - oldest < 0)) {
        oldest = first.acceptedNanos;
      }
    }
    return oldest;
  }

  private static @Nullable Parcel firstOpen(Iterable<Parcel> parcels) {
    for (var parcel : parcels) {
      if (!parcel.is(DONE)) return parcel;
    }
    return null;
  }

  /// How many are in memory and not with the sink.
  int queuedCount() {
    return returned.size() + queue.size();
  }

  /// Since when the sink has answered nothing.
  long progressNanos() {
    return progressNanos;
  }

  /// Whether something in memory could go if there were room.
  boolean sending() {
    return !returned.isEmpty() || !failed.isEmpty() || (!behind() && !queue.isEmpty());
  }

  /// What stands behind the log's part, oldest first.
  List<Parcel> behindLog() {
    return queue.stream().filter(parcel -> !parcel.is(DONE)).toList();
  }

  /// Takes out all that is not with the sink, oldest first.
  List<Parcel> takeInMemory() {
    var all = inMemory().toList();
    returned.clear();
    takeQueue();
    return all;
  }

  /// Takes out all that stands behind the log's part.
  List<Parcel> takeQueue() {
    var all = behindLog();
    queue.clear();
    queuedBytes = 0;
    return all;
  }

  /// Puts back what the log did not take, before what came since.
  void requeue(List<Parcel> parcels) {
    for (var i = parcels.size() - 1; i >= 0; i--) {
      queue.addFirst(parcels.get(i));
      queuedBytes += parcels.get(i).message.sizeBytes();
    }
  }

  /// The log did not take it after all; it comes back before the queue, with others of its kind.
  void unstored(Parcel parcel) {
    unstored.add(parcel);
  }

  /// Something of it is not in the log, or not where it belongs.
  void unsafe() {
    secured = false;
    unsafe = true;
  }

  void takeBackUnstored() {
    if (unstored.isEmpty()) return;
    requeue(unstored);
    unstored.clear();
  }

  /// Whether a topic that is not there may be about to be made: for so long nobody gives up what is
  /// for it.
  boolean mayComeTrue(long nowNanos) {
    if (unknownSince == null) unknownSince = nowNanos;
    return nowNanos - unknownSince < UNKNOWN_NANOS;
  }

  void known() {
    unknownSince = null;
  }

  /// Any thread: the sink took one.
  void progress(long nowNanos) {
    progressNanos = nowNanos;
  }

  /// Notes whether the sink has answered nothing for so long, though it has something to answer.
  void watch(long nowNanos, long patienceNanos) {
    var oldest = inFlight.peek();
    stuck =
        oldest != null
            && nowNanos - oldest.sentNanos >= patienceNanos
            && nowNanos - progressNanos >= patienceNanos;
  }

  /// Whether the sink answered for others when it had answered nothing here for so long: then it is
  /// the topic that has a fault, and not the sink.
  boolean stuckAlone(long othersNanos, long patienceNanos) {
    var oldest = inFlight.peek();
    return oldest != null
        && othersNanos - oldest.sentNanos >= patienceNanos
        && othersNanos - progressNanos >= patienceNanos;
  }

  /// How many were sent before this moment and are with the sink still; no more are counted than
  /// asked for.
  int overdue(long beforeNanos, int countMax) {
    var count = 0;
    for (var parcel : inFlight) {
      if (count == countMax || parcel.sentNanos - beforeNanos > 0) break;
      if (parcel.is(Parcel.SENT)) count++;
    }
    return count;
  }
}
