package dev.weir.cli.groups;

import static java.util.stream.Collectors.toMap;

import dev.weir.cli.terminal.Listing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where a group is in each partition, and where it would be.
record ResetPlan(List<Step> steps) {
  /// @param from null where it has committed nothing yet
  record Step(TopicPartition partition, @Nullable Long from, long to) {
    private @Nullable Long again() {
      return from == null ? null : Math.max(0, from - to);
    }

    private @Nullable Long skipped() {
      return from == null ? null : Math.max(0, to - from);
    }
  }

  static ResetPlan of(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> targets) {
    return new ResetPlan(
        targets.entrySet().stream()
            .map(one -> new Step(one.getKey(), committed.get(one.getKey()), one.getValue()))
            .sorted(
                Comparator.comparing((Step step) -> step.partition.topic())
                    .thenComparingInt(step -> step.partition.partition()))
            .toList());
  }

  Listing listing() {
    var listing = Listing.of("topic", "partition", "from", "to", "again", "skipped");
    for (var step : steps) {
      listing.row(
          step.partition.topic(),
          step.partition.partition(),
          step.from,
          step.to,
          step.again(),
          step.skipped());
    }
    return listing;
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "%d %s: %,d messages again, %,d skipped",
        steps.size(),
        steps.size() == 1 ? "partition" : "partitions",
        sum(Step::again),
        sum(Step::skipped));
  }

  private long sum(Function<Step, @Nullable Long> number) {
    var sum = 0L;
    for (var step : steps) {
      var known = number.apply(step);
      if (known != null) sum += known;
    }
    return sum;
  }

  Map<TopicPartition, Long> targets() {
    return steps.stream()
        .collect(toMap(Step::partition, Step::to, (one, _) -> one, java.util.LinkedHashMap::new));
  }

  Map<TopicPartition, OffsetAndMetadata> offsets() {
    return steps.stream().collect(toMap(Step::partition, step -> new OffsetAndMetadata(step.to)));
  }
}
