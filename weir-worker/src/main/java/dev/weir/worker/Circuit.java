package dev.weir.worker;

import java.util.HashSet;
import java.util.Set;

/// Whether attempts may begin.
///
/// ```
///            so many different records failed in a row
///   CLOSED ───────────────────────────────────────────▶ OPEN ◀──────────────┐
///      ▲                                                  │ the pause is over │ it failed
///      └───────────────────── HALF_OPEN ◀─────────────────┘                  │
///         one succeeded           └── one attempt at a time ─────────────────┘
/// ```
///
/// Only attempts count: a poll without records says nothing. Owner: the lanes' lock.
final class Circuit {
  private final Breaker breaker;

  /// Those that failed since one succeeded; fewer than it takes to open.
  private final Set<Object> failing = new HashSet<>();

  private Breaker.State state = Breaker.State.CLOSED;
  private long openUntilNanos;
  private boolean probing;

  Circuit(Breaker breaker) {
    this.breaker = breaker;
  }

  Breaker.State state() {
    return state;
  }

  /// When it will be half-open, where it is open.
  long openUntilNanos() {
    return openUntilNanos;
  }

  /// Hot.
  boolean allows(long nowNanos) {
    if (state == Breaker.State.CLOSED) return true;
    if (state == Breaker.State.OPEN) {
      if (nowNanos - openUntilNanos < 0) return false;
      state = Breaker.State.HALF_OPEN;
      probing = false;
    }
    return !probing;
  }

  /// An attempt begins that was allowed.
  void began() {
    probing = state == Breaker.State.HALF_OPEN;
  }

  /// An attempt at that record ended so.
  void heard(Outcome outcome, Object record, long nowNanos) {
    switch (outcome) {
      case Outcome.Done() -> succeeded();
      case Outcome.Skip(var ignored) -> succeeded();
      case Outcome.Retry retry when !retry.quiet() -> failed(record, nowNanos);
      case Outcome.Retry ignored -> ended();
      case Outcome.Dead(var ignored) -> ended();
      case Outcome.Later(var ignored) -> ended();
    }
  }

  /// An answer to an attempt from before the opening says nothing new.
  void succeeded() {
    if (state == Breaker.State.OPEN) return;
    state = Breaker.State.CLOSED;
    probing = false;
    if (!failing.isEmpty()) failing.clear();
  }

  /// @param record counted once until one succeeds
  void failed(Object record, long nowNanos) {
    if (state == Breaker.State.OPEN) return;
    failing.add(record);
    if (state == Breaker.State.HALF_OPEN || failing.size() >= breaker.failures()) {
      state = Breaker.State.OPEN;
      openUntilNanos = nowNanos + Times.bounded(breaker.pause()).toNanos();
      failing.clear();
      probing = false;
    }
  }

  /// An attempt ended in a way that says nothing of what the processor needs.
  void ended() {
    probing = false;
  }
}
