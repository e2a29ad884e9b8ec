package dev.weir.cli.topics;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.View;
import dev.weir.cli.units.Amounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/// Topics with all there is to tell.
record TopicDetails(List<Topic> topics) implements View {
  /// @param config every setting, with where it comes from
  record Topic(String name, String id, List<Partition> partitions, List<ConfigEntry> config) {
    /// Null where one of the partitions does not tell.
    private @Nullable Long messages() {
      return sum(Partition::messages);
    }

    private @Nullable Long bytes() {
      return sum(Partition::bytes);
    }

    private @Nullable Long sum(Function<Partition, @Nullable Long> number) {
      var sum = 0L;
      for (var partition : partitions) {
        var known = number.apply(partition);
        if (known == null) return null;
        sum += known;
      }
      return sum;
    }

    private int replicas() {
      return partitions.stream().mapToInt(one -> one.replicas.size()).max().orElse(0);
    }
  }

  /// Null of what nobody tells: the leader, where there is none; the rest then too.
  record Partition(
      int number,
      @Nullable Integer leader,
      List<Integer> replicas,
      List<Integer> inSync,
      Span span) {
    static Partition of(
        String topic,
        TopicPartitionInfo info,
        Map<TopicPartition, Long> starts,
        Map<TopicPartition, Long> ends,
        Sizes sizes) {
      var partition = new TopicPartition(topic, info.partition());
      var leader = info.leader();
      return new Partition(
          info.partition(),
          leader == null || leader.isEmpty() ? null : leader.id(),
          ids(info.replicas()),
          ids(info.isr()),
          new Span(starts.get(partition), ends.get(partition), sizes.of(partition)));
    }

    private @Nullable Long messages() {
      return span.start == null || span.end == null ? null : span.end - span.start;
    }

    private @Nullable Long bytes() {
      return span.bytes;
    }

    private Map<String, @Nullable Object> tree() {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      tree.put("partition", number);
      tree.put("leader", leader);
      tree.put("replicas", replicas);
      tree.put("inSync", inSync);
      tree.put("start", span.start);
      tree.put("end", span.end);
      tree.put("size", span.bytes);
      return tree;
    }
  }

  /// What a partition holds.
  record Span(@Nullable Long start, @Nullable Long end, @Nullable Long bytes) {}

  private static List<Integer> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).toList();
  }

  /// The partitions with a replica that is behind.
  static Listing behind(Collection<TopicDescription> topics) {
    var listing = Listing.of("topic", "partition", "leader", "replicas", "inSync");
    for (var topic : topics) {
      for (var one : topic.partitions()) {
        if (one.isr().size() >= one.replicas().size()) continue;
        var leader = one.leader() == null || one.leader().isEmpty() ? null : one.leader().id();
        listing.row(topic.name(), one.partition(), leader, ids(one.replicas()), ids(one.isr()));
      }
    }
    return listing;
  }

  @Override
  public void table(Io io) {
    var first = true;
    for (var topic : topics) {
      if (!first) io.out().line("");
      first = false;
      var bytes = topic.bytes();
      var messages = topic.messages();
      io.out()
          .line(
              "%s: %s, %s, %s, %s"
                  .formatted(
                      io.style().bold(topic.name),
                      Words.count(topic.partitions.size(), "partition"),
                      Words.count(topic.replicas(), "replica"),
                      messages == null ? "? messages" : Words.count(messages, "message"),
                      bytes == null ? "? bytes" : Amounts.text(bytes)));
      partitions(topic).table(io);
      var config = own(topic);
      if (!config.tree().isEmpty()) config.table(io);
    }
  }

  private static Listing partitions(Topic topic) {
    var listing = Listing.of("partition", "leader", "replicas", "inSync", "start", "end", "size");
    for (var one : topic.partitions) {
      var size = TopicRow.size(one.span.bytes);
      listing.row(
          one.number, one.leader, one.replicas, one.inSync, one.span.start, one.span.end, size);
    }
    return listing;
  }

  private static Listing own(Topic topic) {
    var listing = Listing.of("setting", "value");
    topic.config.stream()
        .filter(Template::isOwn)
        .sorted(Comparator.comparing(ConfigEntry::name))
        .forEach(entry -> listing.row(entry.name(), entry.value()));
    return listing;
  }

  @Override
  public List<Map<String, @Nullable Object>> tree() {
    var trees = new ArrayList<Map<String, @Nullable Object>>();
    for (var topic : topics) {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      tree.put("name", topic.name);
      tree.put("id", topic.id);
      tree.put("replicas", topic.replicas());
      tree.put("messages", topic.messages());
      tree.put("size", topic.bytes());
      tree.put("partitions", topic.partitions.stream().map(Partition::tree).toList());
      tree.put("config", config(topic));
      trees.add(tree);
    }
    return trees;
  }

  private static Map<String, @Nullable Object> config(Topic topic) {
    var config = new LinkedHashMap<String, @Nullable Object>();
    topic.config.stream()
        .sorted(Comparator.comparing(ConfigEntry::name))
        .forEach(entry -> {
          var one = new LinkedHashMap<String, @Nullable Object>();
          one.put("value", entry.isSensitive() ? null : entry.value());
          one.put("from", origin(entry));
          config.put(entry.name(), one);
        });
    return config;
  }

  private static String origin(ConfigEntry entry) {
    return switch (entry.source()) {
      case DYNAMIC_TOPIC_CONFIG -> "topic";
      case DEFAULT_CONFIG -> "default";
      default -> "broker";
    };
  }

  @Override
  public List<String> names() {
    return topics.stream().map(Topic::name).toList();
  }
}
