package dev.weir.cli.topics;

import dev.weir.cli.cluster.Groups;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Finds out about topics what was asked, and no more.
final class WideLook {
  /// Between the two looks that a rate takes.
  private static final Duration APART = Duration.ofSeconds(1);

  private final Admin admin;
  private final Set<Fact> facts;
  private final Pause pause;

  WideLook(Admin admin, Set<Fact> facts, Pause pause) {
    this.admin = admin;
    this.facts = facts;
    this.pause = pause;
  }

  /// A second later where a rate is wanted.
  List<TopicRow> at(Collection<String> names) throws ExecutionException, InterruptedException {
    var topics = Topics.present(admin, names);
    var partitions = topics.values().stream().flatMap(one -> Topics.led(one).stream()).toList();
    var known = new Known(new Offsets(admin, partitions));
    if (facts.contains(Fact.SIZE)) known.sizes = Sizes.of(admin, topics.values());
    if (facts.contains(Fact.LAG)) known.committed = Groups.committed(admin, Groups.all(admin));
    if (facts.contains(Fact.RATE)) known.lookTwice(pause);
    var rows = new ArrayList<TopicRow>();
    for (var topic : topics.values()) rows.add(known.row(topic));
    return rows;
  }

  /// What the questions brought; of what was not asked there is null.
  private static final class Known {
    private final Offsets offsets;
    private final Map<TopicPartition, Long> starts;
    private final Map<TopicPartition, Long> ends;
    private final long nanos = System.nanoTime();
    private @Nullable Sizes sizes;
    private @Nullable Map<String, Map<TopicPartition, Long>> committed;
    private @Nullable Map<TopicPartition, Long> later;
    private double seconds;

    Known(Offsets offsets) throws ExecutionException, InterruptedException {
      this.offsets = offsets;
      starts = offsets.starts();
      ends = offsets.ends();
    }

    void lookTwice(Pause pause) throws ExecutionException, InterruptedException {
      if (!pause.passes(APART)) return;
      later = offsets.ends();
      seconds = (System.nanoTime() - nanos) / 1e9;
    }

    TopicRow row(TopicDescription topic) {
      var partitions = Topics.led(topic);
      var bytes = sizes == null ? null : sizes.of(partitions);
      var rate = later == null ? null : (sum(later, partitions) - sum(ends, partitions)) / seconds;
      var lags = lags(partitions);
      var more =
          new TopicRow.More(
              bytes,
              rate,
              lags == null ? null : lags.size(),
              lags == null ? null : lags.values().stream().mapToLong(lag -> lag).sum());
      return new TopicRow(
          topic.name(),
          topic.partitions().size(),
          TopicRow.replicas(topic),
          sum(ends, partitions) - sum(starts, partitions),
          more);
    }

    private static long sum(Map<TopicPartition, Long> offsets, List<TopicPartition> partitions) {
      return partitions.stream().mapToLong(one -> offsets.getOrDefault(one, 0L)).sum();
    }

    /// Of each group that reads one of them.
    private @Nullable Map<String, Long> lags(List<TopicPartition> partitions) {
      if (committed == null) return null;
      var lags = new HashMap<String, Long>();
      committed.forEach((group, read) -> {
        for (var partition : partitions) {
          var next = read.get(partition);
          if (next == null) continue;
          lags.merge(group, Math.max(0, ends.getOrDefault(partition, next) - next), Long::sum);
        }
      });
      return lags;
    }
  }
}
