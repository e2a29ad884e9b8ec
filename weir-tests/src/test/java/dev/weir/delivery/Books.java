package dev.weir.delivery;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a gateway counts, added up.
final class Books {
  private static final List<String> IN =
      List.of("weir_messages_accepted", "weir_messages_recovered", "weir_messages_requeued");
  private static final List<String> OUT =
      List.of("weir_messages_delivered", "weir_messages_dead_lettered", "weir_messages_lost");

  private final Metrics metrics;
  private final Map<String, List<Counter>> found = new TreeMap<>();

  Books(Metrics metrics) {
    this.metrics = metrics;
  }

  /// What is wrong in the books of a sink's lane, or null.
  @Nullable String off(String sink, long waiting) {
    var in = IN.stream().mapToLong(name -> sum(name, sink)).sum();
    var out = OUT.stream().mapToLong(name -> sum(name, sink)).sum();
    if (in == out + waiting) return null;
    return "accepted, recovered and requeued %s, delivered, dead-lettered and lost %s, waiting %d"
        .formatted(each(IN, sink), each(OUT, sink), waiting);
  }

  private List<Long> each(List<String> names, String sink) {
    return names.stream().map(name -> sum(name, sink)).toList();
  }

  private long sum(String name, String sink) {
    return counters(name + " " + sink, name, sink).stream().mapToLong(Counter::sum).sum();
  }

  long sum(String name) {
    return counters(name, name, null).stream().mapToLong(Counter::sum).sum();
  }

  private List<Counter> counters(String key, String name, @Nullable String sink) {
    return found.computeIfAbsent(key, _ -> find(name, sink));
  }

  private List<Counter> find(String name, @Nullable String sink) {
    var all = new ArrayList<Counter>();
    for (var metric : metrics.all()) {
      if (!(metric instanceof Counter counter) || !counter.name().equals(name)) continue;
      var fits =
          sink == null || counter.labels().stream().anyMatch(label -> label.value().equals(sink));
      if (fits) all.add(counter);
    }
    return all;
  }
}
