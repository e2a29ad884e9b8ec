package dev.weir.delivery;

import dev.weir.config.BreakerConfig;

/// Decides whether messages may be sent to a place that may be away. The lane's thread owns it.
///
/// ```
///            fails in a row                     a success, or the pause is over
/// CLOSED ─────────────────────▶ OPEN ───────────────────────────────▶ HALF_OPEN
///    ▲                            ▲  a failure, or nothing came of it      │
///    │                            └────────────────────────────────────────┤
///    └──────────────── requests successes ─────────────────────────────────┘
/// ```
///
/// A half-open one lets a few messages try. It cannot stay half-open: each trial ends as a success
/// or as a failure, at the latest when [BreakerConfig#patience] is over.
final class Breaker {
  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /// The first pause; each further one is twice as long, up to [BreakerConfig#timeout].
  private static final long PAUSE_NANOS_MIN = 250_000_000;

  private final BreakerConfig config;
  private State state = State.CLOSED;
  private int failures;
  private int successes;
  private int trials;
  private long pauseNanos = PAUSE_NANOS_MIN;

  /// When the state was entered; for a closed one, when failures were last forgotten.
  private long sinceNanos;

  /// When the state was entered.
  private long enteredNanos;

  Breaker(BreakerConfig config, long nowNanos) {
    this.config = config;
    this.sinceNanos = nowNanos;
    this.enteredNanos = nowNanos;
  }

  /// When it came to be as it is.
  long enteredNanos() {
    return enteredNanos;
  }

  /// When an open one lets messages try again, unless a sign of life comes before.
  long nextTryNanos() {
    return sinceNanos + Math.min(pauseNanos, config.timeout().toNanos());
  }

  /// Failures in a row while it is closed.
  int failures() {
    return failures;
  }

  /// Successes in a row while it is half-open.
  int successes() {
    return successes;
  }

  State state() {
    return state;
  }

  /// Whether one more message may be sent.
  boolean allows() {
    return state == State.CLOSED || (state == State.HALF_OPEN && trials < config.requests());
  }

  void sent() {
    if (state == State.HALF_OPEN) trials++;
  }

  /// The place took a message.
  void succeeded(long nowNanos) {
    failures = 0;
    switch (state) {
      case CLOSED -> {}
      case OPEN -> {
        enter(State.HALF_OPEN, nowNanos);
        countSuccess(nowNanos);
      }
      case HALF_OPEN -> countSuccess(nowNanos);
    }
  }

  private void countSuccess(long nowNanos) {
    if (++successes < config.requests()) {
      trials = Math.max(0, trials - 1);
      sinceNanos = nowNanos;
      return;
    }
    pauseNanos = PAUSE_NANOS_MIN;
    enter(State.CLOSED, nowNanos);
  }

  /// The place did not take a message.
  void failed(long nowNanos) {
    switch (state) {
      case CLOSED -> {
        if (++failures >= config.fails()) open(nowNanos);
      }
      case HALF_OPEN -> open(nowNanos);
      case OPEN -> {}
    }
  }

  /// The place answers nothing any more.
  void open(long nowNanos) {
    if (state == State.OPEN) return;
    if (state == State.HALF_OPEN) {
      pauseNanos = Math.min(2 * pauseNanos, config.timeout().toNanos());
    }
    enter(State.OPEN, nowNanos);
  }

  /// Time passes.
  void tick(long nowNanos) {
    var inStateNanos = nowNanos - sinceNanos;
    switch (state) {
      case CLOSED -> {
        if (config.interval().isZero() || inStateNanos < config.interval().toNanos()) return;
        failures = 0;
        sinceNanos = nowNanos;
      }
      case OPEN -> {
        if (inStateNanos >= Math.min(pauseNanos, config.timeout().toNanos())) {
          enter(State.HALF_OPEN, nowNanos);
        }
      }
      case HALF_OPEN -> {
        if (trials > 0 && inStateNanos >= config.patience().toNanos()) open(nowNanos);
      }
    }
  }

  /// Everything is new: the place was replaced.
  void reset(long nowNanos) {
    pauseNanos = PAUSE_NANOS_MIN;
    enter(State.CLOSED, nowNanos);
  }

  private void enter(State next, long nowNanos) {
    state = next;
    sinceNanos = nowNanos;
    enteredNanos = nowNanos;
    failures = 0;
    successes = 0;
    trials = 0;
  }
}
