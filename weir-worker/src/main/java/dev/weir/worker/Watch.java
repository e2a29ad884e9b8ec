package dev.weir.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Knows what is wrong: what makes [Worker#health] degraded.
final class Watch implements Trouble {
  private static final long EVERY_NANOS = 1_000_000_000;

  private final Plan<?, ?> plan;
  private final Lanes lanes;
  private final Events events;
  private final Instant started = Instant.now();
  private final Map<String, Health.Reason> copies = new ConcurrentHashMap<>();

  /// Replaced as a whole by the thread that polls.
  private volatile List<Health.Reason> stalls = List.of();

  private volatile Health.@Nullable Reason unreachable;
  private volatile @Nullable Instant brokenSince;
  private long nextNanos = System.nanoTime();

  Watch(Plan<?, ?> plan, Lanes lanes, Events events) {
    this.plan = plan;
    this.lanes = lanes;
    this.events = events;
  }

  // --- Told by others ---------------------------------------------------------------------------

  @Override
  public void began(String topic, @Nullable Position position, String why) {
    copies.compute(
        topic + ' ' + position,
        (key, before) ->
            new Health.Reason(
                Health.Kind.COPY, why, position, before == null ? Instant.now() : before.since()));
  }

  @Override
  public void over(String topic, @Nullable Position position) {
    copies.remove(topic + ' ' + position);
  }

  /// A poll failed, or none does any more.
  void polled(@Nullable Throwable failure) {
    var before = unreachable;
    if (failure == null) {
      unreachable = null;
    } else {
      unreachable =
          new Health.Reason(
              Health.Kind.NOT_JOINED,
              "Kafka does not do what it is asked for, and is asked again: " + failure,
              null,
              before == null ? Instant.now() : before.since());
    }
  }

  /// Looks for records that hold up a commit, once a second. By the thread that polls.
  void look(Collection<Tenure> tenures) {
    var now = System.nanoTime();
    if (now - nextNanos < 0) return;
    nextNanos = now + EVERY_NANOS;
    var found = new ArrayList<Health.Reason>();
    for (var tenure : tenures) {
      var stall = lanes.locked(() -> stall(tenure, now));
      if (stall != null) found.add(stall);
    }
    stalls = List.copyOf(found);
    var closed = lanes.locked(() -> lanes.gates().circuit.state() == Breaker.State.CLOSED);
    if (closed) {
      brokenSince = null;
    } else if (brokenSince == null) {
      brokenSince = Instant.now();
    }
  }

  private Health.@Nullable Reason stall(Tenure tenure, long now) {
    var lowest = tenure.offsets.committable();
    if (lowest != tenure.movedTo || tenure.offsets.unsettled() == 0) {
      tenure.movedTo = lowest;
      tenure.movedNanos = now;
      tenure.stalled = false;
      return null;
    }
    var age = Duration.ofNanos(now - tenure.movedNanos);
    if (age.compareTo(plan.stalledAfter.plusMillis(tenure.delayMillis)) < 0) return null;
    var position = new Position(tenure.source.topic(), tenure.source.partition(), lowest);
    if (!tenure.stalled) events.keep(new WorkerEvent.Stalled(position, age));
    tenure.stalled = true;
    var what =
        "The message at %s is unsettled for %d s; nothing behind it is committed but in the map. See what its attempts wait for."
            .formatted(position, age.toSeconds());
    return new Health.Reason(Health.Kind.STALLED, what, position, Instant.now().minus(age));
  }

  // --- Asked by anybody -------------------------------------------------------------------------

  Health health(@Nullable Group group, @Nullable Ledger ledger) {
    var reasons = new ArrayList<Health.Reason>(copies.values());
    reasons.addAll(stalls);
    reasons.addAll(lanes.locked(lanes::stuck));
    var away = unreachable;
    if (away != null) reasons.add(away);
    if (group == null || !group.joined()) reasons.add(notJoined());
    var state = lanes.locked(() -> lanes.gates().circuit.state());
    if (state != Breaker.State.CLOSED) reasons.add(broken(state));
    var trouble = ledger == null ? null : ledger.trouble();
    if (trouble != null) reasons.add(uncommitted(trouble));
    return reasons.isEmpty() ? new Health.Up() : new Health.Degraded(reasons);
  }

  private Health.Reason notJoined() {
    var what =
        "The group '%s' is not joined yet. Is Kafka at %s?"
            .formatted(plan.group, String.join(", ", plan.kafka.bootstrap()));
    return new Health.Reason(Health.Kind.NOT_JOINED, what, null, started);
  }

  private Health.Reason broken(Breaker.State state) {
    var what =
        "The breaker is %s, as %d different messages failed in a row. See what the processor needs and does not get."
            .formatted(state == Breaker.State.OPEN ? "open" : "half open", plan.breaker.failures());
    var since = Objects.requireNonNullElseGet(brokenSince, Instant::now);
    return new Health.Reason(Health.Kind.BREAKER, what, null, since);
  }

  private static Health.Reason uncommitted(Ledger.Unwritten trouble) {
    return new Health.Reason(
        Health.Kind.COMMIT,
        "What is settled cannot be committed, and is tried again: " + trouble.why(),
        null,
        Instant.ofEpochMilli(trouble.sinceMillis()));
  }
}
