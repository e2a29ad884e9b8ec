package dev.weir.worker;

import java.util.Map;

/// What a worker has and has done, at one moment. Counters begin with 0 when it starts.
///
/// @param inProgress attempts under way
/// @param buffered records held, those in progress among them
/// @param lanes keys that records are held of
/// @param attempts begun
/// @param done messages processed
/// @param failed attempts that failed
/// @param retries attempts that were not the first of their message
/// @param dropped exhausted and dropped, as the builder says
/// @param lateIgnored answers that came after their attempt's time, or after its partition had gone
public record Stats(
    int inProgress,
    int buffered,
    long bufferedBytes,
    int lanes,
    long attempts,
    long done,
    long skipped,
    long failed,
    long retries,
    long deadLettered,
    long deferred,
    long dropped,
    long timeouts,
    long lateIgnored,
    long commits,
    long commitFailures,
    long rebalances,
    long listenerFailures,
    Breaker.State breaker,
    Times processTime,
    Times laneWait,
    Times ageAtStart,
    Map<Partition, PartitionStats> partitions) {

  public Stats {
    partitions = Map.copyOf(partitions);
  }

  /// What a worker has of one partition.
  ///
  /// @param lag records of the partition that are not settled, as far as the last poll told; -1
  ///   where it is not known yet
  /// @param committed the next offset in Kafka; -1 where nothing was committed
  /// @param settled the highest settled offset; -1 where there is none
  /// @param gap offsets from the lowest unsettled to the highest settled one
  /// @param metadataCharacters of the last commit
  public record PartitionStats(
      long lag,
      long committed,
      long settled,
      long gap,
      int metadataCharacters,
      int buffered,
      boolean paused) {}

  /// How long something took.
  ///
  /// @param buckets counts by [#boundMicros], and the rest at the end; not to be written to
  @SuppressWarnings("ArrayRecordComponent")
  public record Times(long count, double seconds, long[] buckets) {
    /// The upper bounds: 2^k microseconds, from 1 µs to a little more than a minute.
    public static long boundMicros(int bucket) {
      return 1L << bucket;
    }

    public static final int BUCKETS = 28;

    /// The time that so many are not above; at most twice too high.
    ///
    /// @param quantile from 0 to 1
    public double quantileSeconds(double quantile) {
      var wanted = Math.max(1, (long) Math.ceil(count * quantile));
      var seen = 0L;
      for (var i = 0; i < buckets.length; i++) {
        seen += buckets[i];
        if (seen >= wanted) return boundMicros(i) / 1e6;
      }
      return 0;
    }
  }
}
