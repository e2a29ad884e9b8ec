package dev.weir.gateway.api.groups;

import dev.weir.gateway.api.groups.Progress.Rates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What is known by the newest look and one before it. Pure.
///
/// @param standings the worst first
record Sight(Look look, List<Standing> standings) {
  private static final double NANOS = 1e9;

  /// When a message came that a group reads next, in milliseconds since 1970, or null.
  @FunctionalInterface
  interface Came {
    @Nullable Long millis(String group, TopicPartition partition, long offset);
  }

  /// @param before one to compare with, or null where there is none yet
  static Sight of(Look look, @Nullable Look before, Came came) {
    var seconds = before == null ? 0 : (look.nanos() - before.nanos()) / NANOS;
    var earlier =
        before == null ? Map.<String, Map<TopicPartition, Look.Place>>of() : before.places();
    var standings = new ArrayList<Standing>();
    for (var seen : look.groups()) {
      var group = seen.group().id();
      var places = earlier.getOrDefault(group, Map.of());
      var parts = new HashMap<TopicPartition, Progress>();
      seen.places()
          .forEach((partition, place) -> {
            var rates = rates(places.get(partition), place, seconds);
            var behind =
                behind(look.millis(), place, offset -> came.millis(group, partition, offset));
            parts.put(partition, new Progress(place.lag(), behind, rates));
          });
      standings.add(new Standing(seen, Progress.of(parts.values()), parts));
    }
    standings.sort(Standing.WORST_FIRST);
    return new Sight(look, List.copyOf(standings));
  }

  private static @Nullable Rates rates(
      Look.@Nullable Place before, Look.Place now, double seconds) {
    if (before == null || seconds <= 0) return null;
    return new Rates(
        rate(before.end(), now.end(), seconds), rate(before.committed(), now.committed(), seconds));
  }

  /// Nothing where somebody went back: a reset, or a topic that was made anew.
  private static double rate(@Nullable Long before, @Nullable Long now, double seconds) {
    return before == null || now == null ? 0 : Math.max(0, (now - before) / seconds);
  }

  private static @Nullable Long behind(
      long nowMillis, Look.Place place, Function<Long, @Nullable Long> came) {
    var lag = place.lag();
    var committed = place.committed();
    if (lag == null || committed == null) return null;
    if (lag == 0) return 0L;
    var millis = came.apply(committed);
    return millis == null ? null : (Long) Math.max(0, nowMillis - millis);
  }

  /// Null where there is none of this name.
  @Nullable Standing of(String group) {
    for (var one : standings) if (one.group().id().equals(group)) return one;
    return null;
  }
}
