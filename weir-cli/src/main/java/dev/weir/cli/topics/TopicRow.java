package dev.weir.cli.topics;

import dev.weir.cli.terminal.Listing;
import dev.weir.cli.units.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/// A topic in the list, with null for what was not asked or is not known.
record TopicRow(String name, int partitions, int replicas, @Nullable Long messages, More more) {
  /// What costs most.
  ///
  /// @param bytes of one replica of each partition
  /// @param lag of all groups together
  record More(
      @Nullable Long bytes,
      @Nullable Double inPerSecond,
      @Nullable Integer groups,
      @Nullable Long lag) {
    static final More NOTHING = new More(null, null, null, null);
  }

  static TopicRow of(String name, List<PartitionInfo> partitions) {
    var replicas = partitions.stream().mapToInt(one -> one.replicas().length).max().orElse(0);
    return new TopicRow(name, partitions.size(), replicas, null, More.NOTHING);
  }

  static int replicas(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(one -> one.replicas().size()).max().orElse(0);
  }

  /// The most first; what is not known comes last.
  static Comparator<TopicRow> by(TopicsListCommand.By by) {
    Comparator<TopicRow> byName = Comparator.comparing(TopicRow::name);
    return switch (by) {
      case NAME -> byName;
      case SIZE -> most(row -> row.more.bytes).thenComparing(byName);
      case MESSAGES -> most(row -> row.messages).thenComparing(byName);
      case RATE -> most(row -> row.more.inPerSecond).thenComparing(byName);
      case LAG -> most(row -> row.more.lag).thenComparing(byName);
    };
  }

  private static Comparator<TopicRow> most(
      java.util.function.Function<TopicRow, @Nullable Number> number) {
    return Comparator.comparingDouble(
            (TopicRow row) -> {
              var known = number.apply(row);
              return known == null ? -1 : known.doubleValue();
            })
        .reversed();
  }

  /// Columns only of what was asked.
  static Listing listing(List<TopicRow> rows, Set<Fact> facts) {
    var columns = new ArrayList<>(List.of("name", "partitions", "replicas"));
    if (facts.contains(Fact.MESSAGES)) columns.add("messages");
    if (facts.contains(Fact.SIZE)) columns.add("size");
    if (facts.contains(Fact.RATE)) columns.add("inPerSecond:IN/S");
    if (facts.contains(Fact.LAG)) columns.addAll(List.of("groups", "lag"));
    var listing = Listing.of(columns.toArray(String[]::new));
    rows.forEach(row -> listing.row(row.cells(facts)));
    return listing;
  }

  private @Nullable Object[] cells(Set<Fact> facts) {
    var cells = new ArrayList<@Nullable Object>(List.of(name, partitions, replicas));
    if (facts.contains(Fact.MESSAGES)) cells.add(messages);
    if (facts.contains(Fact.SIZE)) cells.add(size(more.bytes));
    if (facts.contains(Fact.RATE)) cells.add(more.inPerSecond);
    if (facts.contains(Fact.LAG)) {
      cells.add(more.groups);
      cells.add(more.lag);
    }
    return cells.toArray();
  }

  static Listing.@Nullable Cell size(@Nullable Long bytes) {
    return bytes == null ? null : new Listing.Cell(bytes, Amounts.text(bytes));
  }
}
