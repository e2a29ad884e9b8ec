package dev.weir.cli.size;

import dev.weir.cli.load.Acks;
import java.util.List;
import java.util.Map;

/// What one partition did on the user's own cluster.
///
/// @param producers by acks, in bytes a second; those that were asked for
/// @param work what the consumer did besides reading, as text
/// @param notes what to know before one believes it
record Measured(
    Map<Acks, Figure> producers, Figure consumer, String work, Place place, List<String> notes) {

  /// Where the partition was.
  record Place(int brokers, int replicas, int partitionsNow, Map<String, String> settings) {}
}
