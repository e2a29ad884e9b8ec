package dev.weir.bench;

/// The messages of one connection that have no answer yet, answered in the order in which they were
/// made. Owned by the load's thread.
final class Flight {
  private final long[] madeAtNanos;
  private long made;
  private long answered;

  /// @param max so many at one time
  Flight(int max) {
    this.madeAtNanos = new long[max];
  }

  int count() {
    return (int) (made - answered);
  }

  int room() {
    return madeAtNanos.length - count();
  }

  /// How many were ever answered.
  long answered() {
    return answered;
  }

  void made(int count, long nowNanos) {
    for (var i = 0; i < count; i++) madeAtNanos[(int) (made++ % madeAtNanos.length)] = nowNanos;
  }

  void answered(int count, Tally tally, long nowNanos) {
    for (var i = 0; i < count; i++) {
      tally.answered(madeAtNanos[(int) (answered++ % madeAtNanos.length)], nowNanos);
    }
  }

  /// Those that were made are not answered here.
  void forget() {
    answered = made;
  }

  /// Nothing more is answered: what was to be is an error.
  void lost(Tally tally) {
    tally.failed(count());
    answered = made;
  }
}
