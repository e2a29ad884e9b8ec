package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.copy.End.OfTopic;
import dev.weir.cli.copy.Opening.Options;
import dev.weir.cli.copy.TargetTopic.Plan;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Opens a copy from a topic to a topic, of one cluster or two.
final class TopicToTopic {
  private final Io io;
  private final Options options;
  private final Counts counts;
  private final OfTopic from;
  private final Cluster source;
  private final Cluster target;
  private final String group;
  private final boolean oneCluster;

  TopicToTopic(Io io, Options options, Counts counts, Ends ends) {
    this.io = io;
    this.options = options;
    this.counts = counts;
    this.from = ends.from();
    source = ends.source();
    target = ends.target();
    group = options.restart().group(from, ends.to());
    oneCluster = Clusters.id(source).equals(Clusters.id(target));
  }

  /// Two topics and their clusters.
  record Ends(OfTopic from, OfTopic to, Cluster source, Cluster target) {}

  Way open(String to) {
    if (oneCluster && from.topic().equals(to)) throw itself();
    var partitions = partitions();
    var topic = TargetTopic.find(target, to, plan());
    options.delivery().check(from.topic(), partitions, topic);
    return options.restart().exactlyOnce() ? exactlyOnce(topic, partitions) : atLeastOnce(topic);
  }

  private int partitions() {
    var wanted = options.selection().partitions();
    var all = source.ask(admin -> Topics.partitions(admin, List.of(from.topic()))).size();
    return wanted == null ? all : 1 + wanted.numbers().getLast();
  }

  private Optional<Plan> plan() {
    return options.delivery().create()
        ? Optional.of(source.ask(admin -> Plan.like(admin, from.topic())))
        : Optional.empty();
  }

  private Way atLeastOnce(TargetTopic topic) {
    var remembers = options.restart().remembers();
    var offsets =
        remembers ? new Memory.OfGroup(source, group).offsets() : Map.<TopicPartition, Long>of();
    var read = read(remembers, offsets);
    try {
      var outlet = options.delivery().open(target, topic, Map.of(), io::tell);
      return new Way(read, new KafkaTarget(outlet, counts), target);
    } catch (RuntimeException e) {
      read.close();
      throw e;
    }
  }

  /// What an earlier copy of this name left undecided is decided before the offsets are read.
  private Way exactlyOnce(TargetTopic topic, int partitions) {
    var memory = memory(topic, partitions);
    var settings = Map.<String, Object>of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
    var outlet = options.delivery().open(target, topic, settings, io::tell);
    try {
      outlet.producer().initTransactions();
      var read = read(false, memory.offsets());
      Runnable mark = () -> memory.keep(outlet.producer(), read);
      return new Way(read, new TransactionTarget(outlet, counts, mark), target);
    } catch (KafkaException e) {
      outlet.close();
      throw target.failure(e);
    } catch (RuntimeException e) {
      outlet.close();
      throw e;
    }
  }

  private Memory memory(TargetTopic topic, int partitions) {
    if (oneCluster) return new Memory.OfGroup(source, group);
    if (partitions <= Memory.Abroad.PARTITIONS_MAX) {
      return new Memory.Abroad(target, group, new TopicPartition(topic.name(), 0), from.topic());
    }
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was copied",
        "'%s' has %d partitions, and between clusters --exactly-once remembers %d"
            .formatted(from, partitions, Memory.Abroad.PARTITIONS_MAX),
        "Copy some at a time with -p and a --name for each, or use --resume.");
  }

  private TopicSource read(boolean commits, Map<TopicPartition, Long> offsets) {
    var bounds = new Bounds(source, from.topic(), options.selection(), io::tell);
    return TopicSource.open(
        source,
        new TopicSource.Options(
            options.restart().remembers() ? group : null,
            commits,
            consumer -> bounds.find(consumer, offsets)));
  }

  private Failure itself() {
    return new Failure(
        ExitCode.USAGE,
        "Nothing was copied",
        "'%s' would be copied to itself".formatted(from),
        "Name another topic or cluster.");
  }
}
