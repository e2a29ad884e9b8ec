package dev.weir.worker;

/// Whether one more attempt may begin. Owner: the lanes' lock.
final class Gates {
  final Circuit circuit;
  private final Pace pace;

  /// Messages that may be in progress.
  private int messagesMax;

  /// How many of them one attempt may be at.
  private final int batch;

  private int inProgress;
  private boolean paused;
  private boolean closed;

  Gates(Plan<?, ?> plan, long nowNanos) {
    this.batch = plan.batch;
    concurrency(plan.concurrency);
    this.circuit = new Circuit(plan.breaker);
    this.pace = new Pace(plan.rate, nowNanos);
  }

  int inProgress() {
    return inProgress;
  }

  void concurrency(int attempts) {
    messagesMax = (int) Math.min((long) attempts * batch, Integer.MAX_VALUE);
  }

  void rate(double perSecond, long nowNanos) {
    pace.set(perSecond, nowNanos);
  }

  void paused(boolean on) {
    paused = on;
  }

  boolean paused() {
    return paused;
  }

  /// For good.
  void close() {
    closed = true;
  }

  /// Hot.
  boolean open(long nowNanos) {
    return inProgress < messagesMax
        && !paused
        && !closed
        && pace.waitNanos(nowNanos) <= 0
        && circuit.allows(nowNanos);
  }

  /// When they may be open again by time alone; the largest where only an event can open them.
  long againNanos(long nowNanos) {
    if (inProgress >= messagesMax || paused || closed) return Long.MAX_VALUE;
    var wait = pace.waitNanos(nowNanos);
    if (wait > 0) return nowNanos + wait;
    return circuit.state() == Breaker.State.OPEN ? circuit.openUntilNanos() : Long.MAX_VALUE;
  }

  /// Hot.
  void began(long nowNanos) {
    inProgress++;
    pace.began(nowNanos);
    circuit.began();
  }

  /// Hot.
  void ended() {
    inProgress--;
  }
}
