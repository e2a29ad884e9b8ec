package dev.weir.worker;

/// Counts what a worker does. Owner: the lanes' lock, but for what says otherwise.
final class Tally {
  long attempts;
  long done;
  long skipped;
  long failed;
  long retries;
  long deadLettered;
  long deferred;
  long dropped;
  long timeouts;
  long lateIgnored;
  long commits;
  long commitFailures;
  long rebalances;
  final Spread processTime = new Spread();
  final Spread laneWait = new Spread();
  final Spread ageAtStart = new Spread();

  /// An attempt begins. Hot.
  void began(Entry entry, long nowNanos) {
    attempts++;
    if (entry.attempts > 1) retries++;
    laneWait.add(nowNanos - entry.arrivedNanos);
    var age = System.currentTimeMillis() - entry.record.timestamp();
    ageAtStart.add(age * 1_000_000);
  }

  /// An attempt has ended. Hot.
  void ended(Outcome outcome, Entry entry, long nowNanos) {
    processTime.add(nowNanos - entry.startedNanos);
    switch (outcome) {
      case Outcome.Done() -> done++;
      case Outcome.Skip(var ignored) -> skipped++;
      case Outcome.Retry ignored -> failed++;
      case Outcome.Dead(var ignored) -> failed++;
      case Outcome.Later(var ignored) -> failed++;
    }
  }

  void copied(boolean toRetryTopic) {
    if (toRetryTopic) {
      deferred++;
    } else {
      deadLettered++;
    }
  }

  /// How long something took, in buckets that double.
  static final class Spread {
    private final long[] buckets = new long[Stats.Times.BUCKETS];
    private long count;

    /// Not a whole number, which ages since 1970 would soon overflow.
    private double nanos;

    /// Hot.
    void add(long tookNanos) {
      var took = Math.max(0, tookNanos);
      // 2^k µs is the bound of bucket k; a microsecond is taken for 1,024 ns here.
      var bucket = Math.max(0, 54 - Long.numberOfLeadingZeros(took | 1));
      buckets[Math.min(bucket, buckets.length - 1)]++;
      count++;
      nanos += took;
    }

    Stats.Times times() {
      return new Stats.Times(count, nanos / 1e9, buckets.clone());
    }
  }
}
