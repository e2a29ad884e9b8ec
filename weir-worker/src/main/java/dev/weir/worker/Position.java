package dev.weir.worker;

/// Where a record is.
public record Position(String topic, int partition, long offset) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    var byTopic = topic.compareTo(other.topic);
    if (byTopic != 0) return byTopic;
    var byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
  }

  /// As `topic-partition@offset`.
  @Override
  public String toString() {
    return topic + '-' + partition + '@' + offset;
  }
}
