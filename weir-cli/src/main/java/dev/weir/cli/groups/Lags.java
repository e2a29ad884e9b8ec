package dev.weir.cli.groups;

import dev.weir.cli.cluster.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How far groups are behind, from two looks.
record Lags(Look before, Look now) {
  private static final double NANOS = 1e9;

  /// Where messages wait to be read.
  Set<FirstUnread.Place> unread() {
    var unread = new HashSet<FirstUnread.Place>();
    for (var group : now.groups()) {
      for (var partition : now.partitions(group)) {
        var place = unread(group, partition);
        if (place != null) unread.add(place);
      }
    }
    return unread;
  }

  private FirstUnread.@Nullable Place unread(Group group, TopicPartition partition) {
    var next = now.committed(group, partition);
    var lag = now.lag(group, partition);
    if (next == null || lag == null || lag == 0) return null;
    return new FirstUnread.Place(partition, next);
  }

  /// @param sent when the messages that wait were sent, in milliseconds since 1970
  List<LagRow> rows(Map<FirstUnread.Place, Long> sent, long nowMillis, boolean perPartition) {
    var rows = new ArrayList<LagRow>();
    for (var group : now.groups()) {
      Map<String, List<TopicPartition>> topics =
          now.partitions(group).stream()
              .collect(
                  Collectors.groupingBy(TopicPartition::topic, TreeMap::new, Collectors.toList()));
      for (var partitions : topics.values()) {
        if (!perPartition) rows.add(row(group, partitions, null, sent, nowMillis));
        else
          for (var one : partitions) {
            rows.add(row(group, List.of(one), one.partition(), sent, nowMillis));
          }
      }
    }
    rows.sort(LagRow.WORST_FIRST);
    return rows;
  }

  private LagRow row(
      Group group,
      List<TopicPartition> partitions,
      @Nullable Integer number,
      Map<FirstUnread.Place, Long> sent,
      long nowMillis) {
    var oldest =
        partitions.stream()
            .map(one -> unread(group, one))
            .filter(Objects::nonNull)
            .map(sent::get)
            .filter(time -> time != null && time >= 0)
            .mapToLong(time -> time)
            .min();
    var lag = now.lag(group, partitions);
    var none = lag != null && lag == 0 ? Long.valueOf(0) : null;
    var behind =
        oldest.isPresent() ? Long.valueOf(Math.max(0, nowMillis - oldest.getAsLong())) : none;
    return new LagRow(
        group.name(), partitions.getFirst().topic(), number, lag, behind, rates(group, partitions));
  }

  private LagRow.Rates rates(Group group, Collection<TopicPartition> partitions) {
    var seconds = (now.nanos() - before.nanos()) / NANOS;
    var in = 0L;
    var out = 0L;
    for (var one : partitions) {
      in += moved(before.ends().get(one), now.ends().get(one));
      out += moved(before.committed(group, one), now.committed(group, one));
    }
    return seconds <= 0 ? new LagRow.Rates(0, 0) : new LagRow.Rates(in / seconds, out / seconds);
  }

  private static long moved(@Nullable Long before, @Nullable Long now) {
    return before == null || now == null ? 0 : now - before;
  }
}
