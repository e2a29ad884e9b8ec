package dev.weir.cli.cluster;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Where a [Point] is in each partition, never before the first message nor behind the last one.
public final class Offsets {
  private final Admin admin;
  private final Collection<TopicPartition> partitions;

  public Offsets(Admin admin, Collection<TopicPartition> partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  public Map<TopicPartition, Long> starts() throws ExecutionException, InterruptedException {
    return listed(OffsetSpec.earliest());
  }

  public Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
    return listed(OffsetSpec.latest());
  }

  /// Where that point is in each partition.
  ///
  /// @param committed of the group; what it has not committed is at the start
  public Map<TopicPartition, Long> of(Point point, Map<TopicPartition, Long> committed)
      throws ExecutionException, InterruptedException {
    var starts = starts();
    var ends = ends();
    var wanted =
        switch (point) {
          case Point.Start _ -> starts;
          case Point.End _ -> ends;
          case Point.Committed _ -> committed;
          case Point.Offset(var offset) ->
              partitions.stream().collect(toMap(one -> one, _ -> offset));
          case Point.BeforeEnd(var messages) ->
              ends.entrySet().stream()
                  .collect(toMap(Map.Entry::getKey, end -> end.getValue() - messages));
          case Point.At(var time) -> listed(OffsetSpec.forTimestamp(time.toEpochMilli()));
        };
    var offsets = new HashMap<TopicPartition, Long>();
    for (var last : ends.entrySet()) {
      var partition = last.getKey();
      long end = last.getValue();
      long start = starts.getOrDefault(partition, end);
      long found = wanted.getOrDefault(partition, start);
      // Kafka says -1 of a time after the last message.
      var offset = point instanceof Point.At && found < 0 ? end : found;
      offsets.put(partition, Math.clamp(offset, Math.min(start, end), end));
    }
    return offsets;
  }

  private Map<TopicPartition, Long> listed(OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    var asked = partitions.stream().collect(toMap(one -> one, _ -> spec));
    var offsets = new HashMap<TopicPartition, Long>();
    for (var listed : admin.listOffsets(asked).all().get().entrySet()) {
      offsets.put(listed.getKey(), listed.getValue().offset());
    }
    return offsets;
  }
}
