package dev.weir.delivery;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.BreakerConfig;
import dev.weir.config.LimitsConfig;
import dev.weir.sink.Sink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives messages to the sink, and watches what becomes of them. The lane's thread owns it.
///
/// A message that the sink has is never taken away from it while it is there: Kafka's producer
/// sends again by itself and in order, and so what it holds is also the trial that tells when Kafka
/// is back.
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  /// Where the room is small, more of it may be on its way.
  private static final int COUNT_MIN = 1_000;

  private final String name;
  private BreakerConfig config;

  /// Half of the room in memory, so that the other half is there for what comes in an outage.
  private int countMax;

  private long bytesMax;
  private Breaker breaker;

  private Sink sink;
  private @Nullable Swap swap;

  /// Whether the sink is closed that is about to be replaced, and its last outcomes are to come.
  private boolean closed;

  /// Whether somebody wants nothing sent there, however well the sink is. What it has in hand it
  /// keeps.
  private boolean held;

  /// Since when.
  private long heldNanos;

  private @Nullable Failure lastFailure;
  private long sendNumber;
  private int inFlight;
  private long inFlightBytes;
  private long progressNanos;

  Sender(LaneSetup setup, Sink sink, long nowNanos) {
    this.name = setup.name();
    this.sink = sink;
    this.config = setup.breaker();
    this.breaker = new Breaker(setup.breaker(), nowNanos);
    this.progressNanos = nowNanos;
    bound(setup.limits());
  }

  private void bound(LimitsConfig limits) {
    countMax = Math.max(limits.inFlight() / 2, Math.min(limits.inFlight(), COUNT_MIN));
    bytesMax = limits.memory() / 2;
  }

  /// Why the sink, or one of its topics, was last found wanting.
  record Failure(Problem problem, long nanos) {}

  void configure(LaneSetup setup, long nowNanos) {
    bound(setup.limits());
    if (setup.breaker().equals(config)) return;
    config = setup.breaker();
    breaker = new Breaker(config, nowNanos);
  }

  /// Hot. Whether this one may go now, and without waiting.
  boolean takes(Row row, Parcel parcel) {
    return swap == null && !held && breaker.allows() && row.breaker.allows() && fits(row, parcel);
  }

  /// Hot. One row may have half of what all may have.
  private boolean fits(Row row, Parcel parcel) {
    var bytes = parcel.message.sizeBytes();
    return row.inOrder()
        && !row.stuck
        && inFlight < countMax
        && (inFlight == 0 || inFlightBytes + bytes <= bytesMax)
        && (row.inFlightCount() == 0
            || (row.inFlightCount() < Math.max(1, countMax / 2)
                && row.inFlightBytes + bytes <= bytesMax / 2))
        && sink.hasRoom(parcel.message);
  }

  /// Hot.
  void send(Row row, Parcel parcel, long nowNanos) {
    parcel.sent(sendNumber++, nowNanos);
    row.inFlight(parcel);
    inFlight++;
    inFlightBytes += parcel.message.sizeBytes();
    if (!parcel.is(Parcel.LOGGED)) row.secured = false;
    breaker.sent();
    row.breaker.sent();
    try {
      sink.send(parcel.message, parcel);
    } catch (RuntimeException e) {
      log.error("A message for topic '{}' could not be sent", row.topic, e);
      parcel.accept(new Outcome.Lost(Problem.bug(e)));
    }
  }

  /// Looks at what a row had in flight, and puts back what failed.
  void settle(Row row, long nowNanos) {
    for (var parcel = row.pollSettled(); parcel != null; parcel = row.pollSettled()) {
      inFlight--;
      inFlightBytes -= parcel.message.sizeBytes();
      if (parcel.is(Parcel.DELIVERED)) {
        row.known();
        succeeded(row, nowNanos);
      }
    }
    row.failing = false;
    row.takeBackFailed();
    row.breaker.tick(nowNanos);
    row.watch(nowNanos, config.patience().toNanos());
  }

  /// The sink answered, be it that it will never take the message.
  void succeeded(Row row, long nowNanos) {
    progressNanos = nowNanos;
    breaker.succeeded(nowNanos);
    row.breaker.succeeded(nowNanos);
  }

  /// Beside others, a topic that fails with many messages at once says no more of the sink than
  /// with one.
  void failed(Row row, Problem problem, boolean alone, long nowNanos) {
    note(row, problem, nowNanos);
    if (alone || !row.failing) breaker.failed(nowNanos);
    row.failing = true;
    row.breaker.failed(nowNanos);
  }

  /// Why the row's messages do not get there.
  void note(Row row, Problem problem, long nowNanos) {
    row.trouble = problem;
    lastFailure = new Failure(problem, nowNanos);
  }

  /// A sink that answers nothing is away as much as one that refuses.
  void watch(Iterable<Row> busy, long nowNanos) {
    breaker.tick(nowNanos);
    var silent = nowNanos - progressNanos >= config.patience().toNanos();
    if (breaker.state() == Breaker.State.CLOSED && silent && overdue(busy, nowNanos)) {
      breaker.open(nowNanos);
      lastFailure =
          new Failure(Problem.silent(name, inFlight, config.patience().toMillis()), nowNanos);
    }
    if (swap != null && swap.over(inFlight, nowNanos)) finishSwap(swap, nowNanos);
  }

  private boolean overdue(Iterable<Row> busy, long nowNanos) {
    var patienceNanos = config.patience().toNanos();
    var count = 0;
    for (var row : busy) {
      if (!row.stuck || row.stuckAlone(progressNanos, patienceNanos)) continue;
      count += row.overdue(nowNanos - patienceNanos, config.fails());
    }
    return count >= config.fails();
  }

  /// Whether messages of the row better wait in the log, since its sink takes none for now.
  boolean away(Row row) {
    return away() || row.stuck || row.breaker.state() == Breaker.State.OPEN;
  }

  /// Whether a message of the row may be tried, as far as the row goes.
  boolean tries(Row row) {
    return !row.stuck && row.inOrder() && row.breaker.allows();
  }

  boolean away() {
    return held || gone();
  }

  /// Whether the sink itself takes nothing: what it has in hand is not worth waiting for.
  boolean gone() {
    return breaker.state() == Breaker.State.OPEN;
  }

  Breaker.State state() {
    return held ? Breaker.State.OPEN : breaker.state();
  }

  boolean held() {
    return held;
  }

  /// Has it count as away until [#reset].
  void hold(long nowNanos) {
    if (!held) heldNanos = nowNanos;
    held = true;
  }

  /// When it came to be as it is.
  long sinceNanos() {
    return held ? heldNanos : breaker.enteredNanos();
  }

  Breaker breaker() {
    return breaker;
  }

  BreakerConfig config() {
    return config;
  }

  @Nullable Failure lastFailure() {
    return lastFailure;
  }

  /// Ends that, and nothing else.
  void release() {
    held = false;
  }

  /// Has it count as well from now on, until it shows otherwise.
  void reset(Iterable<Row> busy, long nowNanos) {
    held = false;
    breaker.reset(nowNanos);
    for (var row : busy) row.breaker.reset(nowNanos);
    progressNanos = nowNanos;
  }

  boolean swapping() {
    return swap != null;
  }

  int inFlight() {
    return inFlight;
  }

  /// Gives the lane another sink, once the old one has nothing in hand, or its time is over.
  void swap(Swap next) {
    if (swap != null) swap.sink().close(Duration.ZERO); // never used: a newer one came
    swap = next;
  }

  /// What the old sink gives up, it tells on a thread of its own: the new one gets nothing before
  /// the lane has heard it all, or what came since would pass what is to be sent again.
  private void finishSwap(Swap next, long nowNanos) {
    if (!closed) {
      if (inFlight > 0) log.warn("{}: {} messages are sent again by the new sink", name, inFlight);
      sink.close(Duration.ZERO);
    }
    closed = inFlight > 0;
    if (closed) return;
    swap = null;
    sink = next.sink();
    breaker.reset(nowNanos);
    progressNanos = nowNanos;
  }

  void turn(Iterable<Row> busy) {
    sink.turn();
    if (!sink.forgot()) return;
    var lost = new Outcome.Lost(Problem.away(name));
    for (var row : busy) row.answerAll(lost);
  }

  void close(Duration atMost) {
    if (swap != null) swap.sink().close(Duration.ZERO);
    sink.close(atMost);
  }
}
