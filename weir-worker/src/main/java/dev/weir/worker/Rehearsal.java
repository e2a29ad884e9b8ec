package dev.weir.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What [Probe] runs: the messages that are not settled yet, and the clock.
///
/// ```
/// send ─▶ lane ─▶ turn ─▶ Attempt ─▶ Outcome ─▶ Course ─▶ settled
///                  ▲                              └▶ later: at its time
///                  └── the Circuit                └▶ copied: another message, or a dead letter
/// ```
///
/// Owner: the test's thread.
final class Rehearsal<K, V> {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /// Waits are the policy's own: neither longer nor shorter.
  private static final double LUCK = 0.5;

  private final Plan<K, V> plan;
  private final Stage stage;
  private final Circuit circuit;
  private final RetryTopics retryTopics;
  private final Drafts drafts;
  private final Letters letters;
  private final Report report = new Report();
  private final Events events;
  private final Map<String, Offsets> offsets = new HashMap<>();
  private final Map<String, Long> ends = new HashMap<>();
  private final Map<Object, ArrayDeque<Held>> lanes = new LinkedHashMap<>();
  private long nowNanos;
  private boolean byHand;
  private boolean busy;

  /// What a test may ask for.
  static final class Report {
    final List<Probe.Try> attempts = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final List<Probe.Letter> deadLetters = new ArrayList<>();
    final List<Probe.Letter> deferred = new ArrayList<>();
    final List<Outgoing> written = new ArrayList<>();
    final List<WorkerEvent> events = new ArrayList<>();
    Worker.@Nullable Exit exit;
  }

  Rehearsal(Plan<K, V> plan, Work<K, V> work) {
    this.plan = plan;
    this.stage = Stage.of(plan, work);
    this.circuit = new Circuit(plan.breaker);
    this.retryTopics = new RetryTopics(plan);
    this.drafts = new Drafts(plan, retryTopics);
    this.letters = new Letters(plan, retryTopics);
    this.events = new Events(Plan.more(plan.listeners, report.events::add));
  }

  Report report() {
    return report;
  }

  void byHand() {
    byHand = true;
  }

  Instant now() {
    return BEGIN.plusNanos(nowNanos);
  }

  Breaker.State breaker() {
    return circuit.state();
  }

  long committable(String topic) {
    var known = offsets.get(topic);
    return known == null ? 0 : Math.max(0, known.committable());
  }

  // --- Messages come ----------------------------------------------------------------------------

  void send(String topic, @Nullable Object key, @Nullable Object value, Headers headers) {
    var keyBytes = drafts.key(topic, key, headers);
    var valueBytes = drafts.value(topic, value, headers);
    sendRaw(topic, keyBytes, valueBytes, headers);
  }

  void sendRaw(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    drafts.check(topic);
    hold(topic, key, value, headers);
    if (!busy) run();
  }

  /// The record waits to be worked at.
  ///
  /// @return its offset
  private long hold(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    var offset = ends.merge(topic, 1L, Long::sum) - 1;
    var record =
        drafts.record(new Position(topic, 0, offset), now(), new Message.Raw(key, value), headers);
    var slot = offsets.computeIfAbsent(topic, any -> Offsets.from(0, "")).add(offset);
    var held = new Held(record, lane(record), slot, nowNanos);
    held.attempts = retryTopics.attempts(record);
    held.dueNanos += delay(topic).toNanos();
    lanes.computeIfAbsent(held.lane, any -> new ArrayDeque<>()).add(held);
    return offset;
  }

  private Duration delay(String topic) {
    var retry = retryTopics.delay(topic);
    return retry == null ? plan.delay : retry;
  }

  private Object lane(ConsumerRecord<byte[], byte[]> record) {
    var partition = new Partition(record.topic(), record.partition());
    return switch (plan.ordering) {
      case BY_KEY -> record.key() == null ? record : List.of(partition, new Key(record.key()));
      case BY_PARTITION -> partition;
      case NONE -> record;
    };
  }

  // --- Time passes ------------------------------------------------------------------------------

  void advance(Duration time) {
    var until = nowNanos + time.toNanos();
    if (!busy) {
      run();
      for (var next = nextNanos(); next <= until; next = nextNanos()) {
        nowNanos = next;
        run();
      }
    }
    nowNanos = until;
  }

  /// Does all that is due, and waits for the rest if that is to pass by itself.
  private void run() {
    while (report.exit == null) {
      var turn = turn();
      if (!turn.isEmpty()) {
        attempt(turn);
      } else if (byHand || nextNanos() == Long.MAX_VALUE) {
        return;
      } else {
        nowNanos = nextNanos();
      }
    }
  }

  /// When something is due; the largest for never.
  private long nextNanos() {
    if (lanes.isEmpty() || report.exit != null) return Long.MAX_VALUE;
    var due =
        firsts()
            .mapToLong(held -> held.dueNanos)
            .min()
            .orElse(Long.MAX_VALUE - stage.lingerNanos());
    var next = due + stage.lingerNanos();
    return circuit.state() == Breaker.State.OPEN ? Math.max(next, circuit.openUntilNanos()) : next;
  }

  private Stream<Held> firsts() {
    return lanes.values().stream().map(ArrayDeque::getFirst);
  }

  /// Those whose turn it is, as many as are tried at once.
  private List<Held> turn() {
    var ready =
        firsts()
            .filter(held -> held.dueNanos <= nowNanos)
            .sorted(Comparator.comparingLong(held -> held.triedNanos))
            .toList();
    if (ready.isEmpty()) return ready;
    var oldest = ready.stream().mapToLong(held -> held.dueNanos).min().orElse(nowNanos);
    if (ready.size() < stage.max() && nowNanos < oldest + stage.lingerNanos()) return List.of();
    var turn = new ArrayList<Held>();
    for (var held : ready) {
      if (turn.size() == stage.max() || !allowed()) break;
      circuit.began();
      turn.add(held);
    }
    return turn;
  }

  private boolean allowed() {
    var before = circuit.state();
    var allowed = circuit.allows(nowNanos);
    tellBreaker(before);
    return allowed;
  }

  private void tellBreaker(Breaker.State before) {
    var after = circuit.state();
    if (before != after) events.tell(new WorkerEvent.BreakerChanged(before, after));
  }

  // --- Attempts ---------------------------------------------------------------------------------

  private void attempt(List<Held> turn) {
    var begunNanos = nowNanos;
    for (var held : turn) begin(held);
    busy = true;
    try {
      var outcomes = stage.outcomes(turn).iterator();
      for (var held : turn) ended(held, outcomes.next(), begunNanos);
    } catch (OutOfMemoryError | LinkageError e) {
      stop(e);
    } finally {
      busy = false;
    }
  }

  private void begin(Held held) {
    held.attempts++;
    held.triedNanos = nowNanos;
    var waited = Duration.ofNanos(nowNanos - held.arrivedNanos);
    var lag = ends.getOrDefault(held.record.topic(), 0L) - held.record.offset() - 1;
    events.tell(new WorkerEvent.Started(held.position(), held.attempts, waited, lag));
  }

  /// @param said null where it was to come later and did not
  private void ended(Held held, @Nullable Outcome said, long begunNanos) {
    if (said == null) nowNanos = Math.max(nowNanos, begunNanos + plan.timeLimit.toNanos());
    var took = Duration.ofNanos(nowNanos - begunNanos);
    var outcome = said;
    if (outcome == null || took.compareTo(plan.timeLimit) >= 0) {
      events.tell(new WorkerEvent.TimedOut(held.position(), held.attempts, took));
      outcome = Outcome.retry(new AttemptTimeout(plan.timeLimit));
    }
    var began = BEGIN.plusNanos(begunNanos);
    report.attempts.add(new Probe.Try(held.position(), held.attempts, began, outcome));
    var before = circuit.state();
    circuit.heard(outcome, held, nowNanos);
    tellBreaker(before);
    var more = outcome instanceof Outcome.Retry && retryTopics.next(held.record) != null;
    follow(held, Course.after(outcome, held.attempts, plan, more, LUCK), took);
  }

  private void follow(Held held, Course course, Duration took) {
    switch (course) {
      case Course.Settle(var outcome) -> {
        if (outcome instanceof Outcome.Done) report.written.addAll(held.made);
        settle(held);
        tell(held, outcome, took);
      }
      case Course.Wait(var why, var time) -> {
        held.dueNanos = nowNanos + time.toNanos();
        report.waits.add(time);
        failed(held, why, time);
      }
      case Course.Defer(var why) -> {
        failed(held, why, null);
        defer(held, why);
      }
      case Course.Bury(var why) -> {
        failed(held, why, null);
        bury(held, why);
      }
      case Course.Drop(var why) -> {
        failed(held, why, null);
        settle(held);
        events.tell(new WorkerEvent.Dropped(held.position(), why));
      }
      case Course.Stop(var why) -> {
        failed(held, why, null);
        stop(Endings.exhausted(held.position(), held.attempts, why));
      }
    }
  }

  private void tell(Held held, Outcome outcome, Duration took) {
    events.tell(
        outcome instanceof Outcome.Skip(var why)
            ? new WorkerEvent.Skipped(held.position(), why)
            : new WorkerEvent.Succeeded(held.position(), held.attempts, took));
  }

  private void failed(Held held, Throwable why, @Nullable Duration next) {
    events.tell(new WorkerEvent.Failed(held.position(), held.attempts, why, next));
  }

  private void defer(Held held, Throwable why) {
    var letter = letters.deferred(held, why, now());
    report.deferred.add(letter);
    settle(held);
    var offset = hold(letter.topic(), letter.key(), letter.value(), letter.headers());
    var ack = new Ack(letter.topic(), 0, offset, now());
    events.tell(new WorkerEvent.Deferred(held.position(), ack, delay(letter.topic()), why));
  }

  private void bury(Held held, Throwable why) {
    var letter = letters.deadLetter(held, why, now());
    report.deadLetters.add(letter);
    settle(held);
    var offset = ends.merge(letter.topic(), 1L, Long::sum) - 1;
    var ack = new Ack(letter.topic(), 0, offset, now());
    events.tell(new WorkerEvent.DeadLettered(held.position(), ack, why));
  }

  private void settle(Held held) {
    var known = offsets.get(held.record.topic());
    if (known != null) known.settle(held.slot);
    lanes.computeIfPresent(
        held.lane,
        (any, lane) -> {
          lane.removeFirst();
          return lane.isEmpty() ? null : lane;
        });
  }

  private void stop(Throwable cause) {
    var exit = new Worker.Exit.Failed(cause);
    report.exit = exit;
    events.tell(new WorkerEvent.Stopped(exit));
  }
}
