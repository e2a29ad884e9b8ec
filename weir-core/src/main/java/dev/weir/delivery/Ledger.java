package dev.weir.delivery;

import dev.weir.Clock;
import dev.weir.Problem;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The books of one lane. Any thread.
///
/// At any quiet moment `accepted + recovered + requeued = delivered + dead-lettered + lost +
/// waiting` holds exactly. What waits is counted where it is, in memory and in the log, and not
/// computed from the others.
final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final long LOG_EVERY_NANOS = 1_000_000_000;

  private final Clock clock;
  private final Gate gate;
  private final Counter accepted;
  private final Counter recovered;
  private final Counter requeued;
  private final Counter delivered;
  private final Counter deadLettered;
  private final Histogram seconds;
  private final Map<Problem.Code, Counter> lost = new EnumMap<>(Problem.Code.class);
  private final Map<Breaker.State, Counter> turns = new EnumMap<>(Breaker.State.class);
  private final LongAdder inMemory = new LongAdder();
  private final AtomicLong nextLogNanos;

  Ledger(String sink, Gate gate, Metrics metrics, Clock clock) {
    this.clock = clock;
    this.gate = gate;
    this.nextLogNanos = new AtomicLong(clock.nanos());
    var to = new Label("sink", sink);
    accepted = metrics.counter("weir_messages_accepted", "Messages taken in.", to);
    recovered =
        metrics.counter(
            "weir_messages_recovered", "Messages that an earlier start left in the log.", to);
    requeued = metrics.counter("weir_messages_requeued", "Dead letters that were sent again.", to);
    delivered =
        metrics.counter("weir_messages_delivered", "Messages that their sink acknowledged.", to);
    deadLettered =
        metrics.counter(
            "weir_messages_dead_lettered", "Messages that their sink will never take.", to);
    seconds =
        metrics.histogram("weir_delivery_seconds", "From taking a message in to its outcome.", to);
    for (var state : Breaker.State.values()) {
      var into = new Label("state", state.name().toLowerCase(Locale.ROOT));
      turns.put(
          state,
          metrics.counter("weir_breaker_turns", "Turns of the breaker, by state.", into, to));
    }
    for (var code : Problem.Code.values()) {
      var reason = new Label("reason", code.name().toLowerCase(Locale.ROOT));
      lost.put(
          code, metrics.counter("weir_messages_lost", "Messages taken in, then lost.", reason, to));
    }
  }

  @SuppressWarnings("NullAway") // every state has its counter from the constructor on
  void turned(Breaker.State state) {
    turns.get(state).add(1);
  }

  long nanos() {
    return clock.nanos();
  }

  /// Hot.
  void accepted() {
    accepted.add(1);
    inMemory.increment();
  }

  void recovered(long messages) {
    recovered.add(messages);
  }

  void requeued() {
    requeued.add(1);
    inMemory.increment();
  }

  /// Hot.
  long delivered(Parcel parcel, int bits) {
    var now = clock.nanos();
    seconds.observe(now - parcel.acceptedNanos);
    delivered.add(1);
    outOfMemory(parcel, bits);
    return now;
  }

  void deadLettered(Parcel parcel, int bits) {
    deadLettered.add(1);
    outOfMemory(parcel, bits);
  }

  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void lost(Problem problem, Parcel parcel, int bits) {
    seconds.observe(clock.nanos() - parcel.acceptedNanos);
    lost.get(problem.code()).add(1);
    logAtTimes(problem);
    outOfMemory(parcel, bits);
  }

  /// Messages that the log had and cannot read any more.
  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void corrupt(long messages) {
    lost.get(Problem.Code.CORRUPT).add(messages);
  }

  /// Hot. It leaves memory; what the log does not answer for waits no more.
  private void outOfMemory(Parcel parcel, int bits) {
    if ((bits & Parcel.LOGGED) == 0) inMemory.decrement();
    gate.leave(parcel.message);
  }

  /// From here on the log alone has it.
  void outOfMemory(Parcel parcel) {
    gate.leave(parcel.message);
  }

  /// Messages that the log takes over, or gives back.
  void inMemory(int change) {
    inMemory.add(change);
  }

  /// Messages that wait and are not in the log.
  long inMemory() {
    return inMemory.sum();
  }

  /// One line a second says what happens; the counters say how often.
  private void logAtTimes(Problem problem) {
    var now = clock.nanos();
    var next = nextLogNanos.get();
    if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_EVERY_NANOS)) {
      log.warn("{} (weir_messages_lost counts them all)", problem.text());
    }
  }
}
