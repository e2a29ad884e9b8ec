package dev.weir.gateway.api.groups;

import dev.weir.gateway.cluster.Group;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What is kept of the last hour, to draw it and to say since when messages wait. Its owner guards
/// it, and it is bounded: some 2 MB for groups, 6 MB for partitions.
final class Memory implements Sight.Came {
  /// Of the groups: those that are furthest behind when there is room.
  static final int GROUPS_MAX = 200;

  private static final int PARTITIONS_MAX = 2_000;

  /// A bit less than ten seconds: looks are not on the dot.
  private static final long POINT_NANOS = Duration.ofSeconds(9).toNanos();

  /// To search takes a dozen questions.
  private static final int SOUGHT_MAX = 5;

  private final SentTimes times;
  private final Map<TopicPartition, Past> ends = new HashMap<>();
  private final Map<String, Track> tracks = new HashMap<>();
  private @Nullable Long keptNanos;

  Memory(SentTimes times) {
    this.times = times;
  }

  /// The last hour of groups by their ids.
  record Pasts(Map<String, List<Track.Point>> groups) {
    List<Track.Point> of(Group group) {
      return groups.getOrDefault(group.id(), List.of());
    }
  }

  void ends(Look look) {
    var present = new HashSet<TopicPartition>();
    for (var seen : look.groups()) {
      seen.places()
          .forEach((partition, place) -> {
            var end = place.end();
            if (end == null || !present.add(partition)) return;
            if (ends.size() < PARTITIONS_MAX) ends.computeIfAbsent(partition, _ -> new Past());
            var past = ends.get(partition);
            if (past != null) past.saw(look.millis(), end);
          });
    }
    ends.keySet().retainAll(present);
  }

  /// Has Kafka say what is not remembered, of a few groups at a time. Blocks.
  void seek(Look look) {
    var left = SOUGHT_MAX;
    for (var seen : look.groups()) {
      var unknown = times.unknown(seen.group().id(), forgotten(seen));
      if (unknown.isEmpty()) continue;
      if (left-- == 0) break;
      times.seek(seen.group().id(), unknown);
    }
    times.retain(look.groups().stream().map(seen -> seen.group().id()).toList());
  }

  /// The places where what waits came before what is remembered.
  private Map<TopicPartition, Long> forgotten(Look.Seen seen) {
    var forgotten = new HashMap<TopicPartition, Long>();
    seen.places()
        .forEach((partition, place) -> {
          var lag = place.lag();
          var committed = place.committed();
          if (lag == null || committed == null || lag == 0) return;
          if (remembered(partition, committed) == null) forgotten.put(partition, committed);
        });
    return forgotten;
  }

  private @Nullable Long remembered(TopicPartition partition, long offset) {
    var past = ends.get(partition);
    return past == null ? null : past.came(offset);
  }

  @Override
  public @Nullable Long millis(String group, TopicPartition partition, long offset) {
    var remembered = remembered(partition, offset);
    return remembered == null ? times.known(group, partition, offset) : remembered;
  }

  /// Adds a point to the hour of each group, unless it is too soon for one.
  void keep(Sight sight) {
    var nanos = sight.look().nanos();
    if (keptNanos != null && nanos - keptNanos < POINT_NANOS) return;
    keptNanos = nanos;
    var ids = sight.standings().stream().map(one -> one.group().id()).collect(Collectors.toSet());
    tracks.keySet().retainAll(ids);
    for (var one : sight.standings()) {
      var id = one.group().id();
      if (tracks.size() < GROUPS_MAX) tracks.computeIfAbsent(id, _ -> new Track());
      var track = tracks.get(id);
      if (track != null) track.saw(sight.look().millis(), one.total());
    }
  }

  List<Track.Point> past(String group, int points) {
    var track = tracks.get(group);
    return track == null ? List.of() : track.points(points);
  }

  Pasts pasts(int points) {
    var pasts = new HashMap<String, List<Track.Point>>();
    tracks.forEach((id, track) -> pasts.put(id, track.points(points)));
    return new Pasts(pasts);
  }
}
