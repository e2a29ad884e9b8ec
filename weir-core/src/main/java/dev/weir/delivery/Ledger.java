package dev.weir.delivery;

import dev.weir.Clock;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Trace;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
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

  /// Set before the lane begins.
  private @Nullable Tracer tracer;

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
        metrics.counter(
            "weir_messages_delivered", "Messages that their sink has acknowledged.", to);
    deadLettered =
        metrics.counter(
            "weir_messages_dead_lettered",
            "Messages that their sink will never take, kept for you to decide.",
            to);
    seconds =
        metrics.histogram(
            "weir_delivery_seconds", "From taking a message in to its outcome, lost ones too.", to);
    for (var state : Breaker.State.values()) {
      var into = new Label("state", state.name().toLowerCase(Locale.ROOT));
      turns.put(
          state,
          metrics.counter(
              "weir_breaker_turns", "How often the breaker came to a state.", into, to));
    }
    for (var code : Problem.Code.values()) {
      var reason = new Label("reason", code.name().toLowerCase(Locale.ROOT));
      lost.put(
          code, metrics.counter("weir_messages_lost", "Messages taken in, then lost.", reason, to));
    }
  }

  /// Has somebody hear of the ends of messages that bring a trace.
  void tells(@Nullable Tracer somebody) {
    tracer = somebody;
  }

  @SuppressWarnings("NullAway") // every state has its counter from the constructor on
  void turned(Breaker.State state) {
    turns.get(state).add(1);
  }

  long nanos() {
    return clock.nanos();
  }

  /// Milliseconds since 1970 of a moment of [#nanos].
  long millis(long nanos) {
    return clock.millis() - (clock.nanos() - nanos) / 1_000_000;
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
  long delivered(Parcel parcel, int bits, Outcome.Delivered outcome) {
    var now = clock.nanos();
    took(now, parcel, outcome);
    delivered.add(1);
    outOfMemory(parcel, bits);
    return now;
  }

  /// Hot. A trace leads from the histogram to what was slow.
  private void took(long nowNanos, Parcel parcel, Outcome outcome) {
    var trace = tracer == null ? null : trace(tracer, parcel, outcome);
    seconds.observe(nowNanos - parcel.acceptedNanos, trace);
  }

  void deadLettered(Problem problem, Parcel parcel, int bits) {
    if (tracer != null) {
      var _ = trace(tracer, parcel, new Outcome.Lost(problem));
    }
    deadLettered.add(1);
    outOfMemory(parcel, bits);
  }

  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void lost(Problem problem, Parcel parcel, int bits) {
    took(clock.nanos(), parcel, new Outcome.Lost(problem));
    lost.get(problem.code()).add(1);
    logAtTimes(problem);
    outOfMemory(parcel, bits);
  }

  /// Answers the trace that somebody keeps, or null.
  private @Nullable Trace trace(Tracer told, Parcel parcel, Outcome outcome) {
    var trace = Trace.of(parcel.message);
    if (trace == null || !trace.sampled()) return null;
    // The lane's time is that of its turn, which may have begun before the message came.
    var sent = Math.max(parcel.acceptedNanos, parcel.sentNanos);
    if (parcel.attempts == 0) sent = clock.nanos();
    told.ended(
        new Tracer.Passage(
            parcel.message,
            trace,
            outcome,
            sent,
            sent - parcel.acceptedNanos,
            parcel.attempts,
            parcel.is(Parcel.FROM_LOG)));
    return trace;
  }

  /// Messages that the log had and cannot read any more.
  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void corrupt(long messages) {
    lost.get(Problem.Code.CORRUPT).add(messages);
  }

  /// Hot. It leaves memory; what the log does not answer for waits no more.
  private void outOfMemory(Parcel parcel, int bits) {
    if ((bits & Parcel.LOGGED) == 0) inMemory.decrement();
    gate.leave(parcel.message, parcel.share);
  }

  /// From here on the log alone has it.
  void outOfMemory(Parcel parcel) {
    gate.leave(parcel.message, parcel.share);
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
