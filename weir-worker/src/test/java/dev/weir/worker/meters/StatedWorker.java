package dev.weir.worker.meters;

import dev.weir.worker.Breaker;
import dev.weir.worker.Health;
import dev.weir.worker.Partition;
import dev.weir.worker.Stats;
import dev.weir.worker.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// A worker that does nothing, and says what a test wants it to have done.
final class StatedWorker implements Worker {
  long done;
  int inProgress;
  int asked;
  Map<Partition, Stats.PartitionStats> partitions = Map.of();
  private final long[] buckets = new long[Stats.Times.BUCKETS + 1];
  private long count;
  private double seconds;

  void took(Duration time, int often) {
    var bucket = 0;
    while (Stats.Times.boundMicros(bucket) < time.toNanos() / 1_000) bucket++;
    buckets[bucket] += often;
    count += often;
    seconds += often * time.toNanos() / 1e9;
  }

  @Override
  public Stats stats() {
    asked++;
    var none = new Stats.Times(0, 0, new long[Stats.Times.BUCKETS + 1]);
    var took = new Stats.Times(count, seconds, buckets.clone());
    return new Stats(
        inProgress,
        0,
        0,
        0,
        0,
        done,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Breaker.State.CLOSED,
        took,
        none,
        none,
        partitions);
  }

  @Override
  public Health health() {
    return new Health.Up();
  }

  @Override
  public Set<Partition> assignment() {
    return partitions.keySet();
  }

  @Override
  public void start() {}

  @Override
  public Exit run() {
    return new Exit.Drained();
  }

  @Override
  public void close() {}

  @Override
  public Exit close(Duration grace) {
    return new Exit.Drained();
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void concurrency(int attempts) {}

  @Override
  public void rate(double perSecond) {}
}
