package dev.weir.worker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Makes the [Stats] of a moment.
final class Snapshot {
  private Snapshot() {}

  static Stats of(Lanes lanes, Collection<Tenure> tenures, Events events) {
    return lanes.locked(() -> locked(lanes, tenures, events.failures()));
  }

  private static Stats locked(Lanes lanes, Collection<Tenure> tenures, long listenerFailures) {
    var tally = lanes.tally();
    return new Stats(
        lanes.gates().inProgress(),
        lanes.buffer().held(),
        lanes.buffer().heldBytes(),
        tenures.stream().mapToInt(tenure -> tenure.laneCount).sum(),
        tally.attempts,
        tally.done,
        tally.skipped,
        tally.failed,
        tally.retries,
        tally.deadLettered,
        tally.deferred,
        tally.dropped,
        tally.timeouts,
        tally.lateIgnored,
        tally.commits,
        tally.commitFailures,
        tally.rebalances,
        listenerFailures,
        lanes.gates().circuit.state(),
        tally.processTime.times(),
        tally.laneWait.times(),
        tally.ageAtStart.times(),
        partitions(tenures));
  }

  private static Map<Partition, Stats.PartitionStats> partitions(Collection<Tenure> tenures) {
    var partitions = new HashMap<Partition, Stats.PartitionStats>();
    for (var tenure : tenures) partitions.put(tenure.partition, partition(tenure));
    return partitions;
  }

  private static Stats.PartitionStats partition(Tenure tenure) {
    var offsets = tenure.offsets;
    var next = offsets.committable();
    return new Stats.PartitionStats(
        tenure.end < 0 || next < 0 ? -1 : Math.max(0, tenure.end - next),
        tenure.committed,
        offsets.highestSettled(),
        offsets.gap(),
        tenure.committedMap.length(),
        tenure.held,
        tenure.paused);
  }
}
