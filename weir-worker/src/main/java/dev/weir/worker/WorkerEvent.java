package dev.weir.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happens in a worker, for [WorkerBuilder#listen].
///
/// ```java
/// builder.listen(event -> {
///   if (event instanceof WorkerEvent.DeadLettered letter) alerts.raise(letter.position());
/// })
/// ```
///
/// Those of a record come in order, on the thread that caused them; those of the group ([Polled],
/// [Assigned], [Revoked], [Lost], [Committed], [Paused], [Resumed]) on the one that polls, which
/// must not be held up. A listener that throws is logged and changes nothing.
public sealed interface WorkerEvent {
  /// Kafka was asked for records; there may be none.
  record Polled(int records) implements WorkerEvent {}

  /// The group has given partitions to this worker, beside those that it had.
  record Assigned(Set<Partition> partitions) implements WorkerEvent {}

  /// The group gives partitions to another member; what is settled of them is committed.
  ///
  /// @param drained whether all attempts had ended by then
  record Revoked(Set<Partition> partitions, boolean drained) implements WorkerEvent {}

  /// The group went on without this worker: others have these partitions already.
  record Lost(Set<Partition> partitions) implements WorkerEvent {}

  /// An attempt begins.
  ///
  /// @param waited since the record came from Kafka
  /// @param lag records behind this one in its partition, when it came
  record Started(Position position, int attempt, Duration waited, long lag)
      implements WorkerEvent {}

  /// The message is done, and settled.
  record Succeeded(Position position, int attempt, Duration took) implements WorkerEvent {}

  /// The processor said [Outcome.Skip]: the message is settled.
  record Skipped(Position position, String why) implements WorkerEvent {}

  /// An attempt failed.
  ///
  /// @param next the wait for the next attempt; null where there is none
  record Failed(Position position, int attempt, Throwable why, @Nullable Duration next)
      implements WorkerEvent {}

  /// An attempt was interrupted, as its time was over.
  record TimedOut(Position position, int attempt, Duration after) implements WorkerEvent {}

  /// An attempt goes on though it was interrupted: its key stays closed.
  record Stuck(Position position, int attempt, Duration since) implements WorkerEvent {}

  /// Kafka has the copy, and the record is settled.
  record DeadLettered(Position position, Ack copy, Throwable why) implements WorkerEvent {}

  /// Kafka has the copy in a retry topic, and the record is settled.
  record Deferred(Position position, Ack copy, Duration delay, Throwable why)
      implements WorkerEvent {}

  /// Exhausted, and dropped as the builder says.
  record Dropped(Position position, Throwable why) implements WorkerEvent {}

  /// Kafka has noted what is settled.
  ///
  /// @param offsets the next offset of each partition
  record Committed(Map<Partition, Long> offsets) implements WorkerEvent {
    public Committed {
      offsets = Map.copyOf(offsets);
    }
  }

  /// No more records are fetched of it for now.
  record Paused(Partition partition, String why) implements WorkerEvent {}

  /// Records of it are fetched again.
  record Resumed(Partition partition) implements WorkerEvent {}

  /// The breaker opened, tries one message, or closed.
  record BreakerChanged(Breaker.State from, Breaker.State to) implements WorkerEvent {}

  /// One key has more than half of what its partition may hold.
  @SuppressWarnings("ArrayRecordComponent")
  record HotKey(Partition partition, byte @Nullable [] key, int records) implements WorkerEvent {}

  /// A record is unsettled for long, and holds up the commit of its partition.
  record Stalled(Position position, Duration age) implements WorkerEvent {}

  /// The worker has ended; nothing is told after this.
  record Stopped(Worker.Exit exit) implements WorkerEvent {}
}
