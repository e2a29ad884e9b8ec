package dev.weir.cli.consume;

import dev.weir.cli.cluster.Point;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which partitions of which topics, and from where on.
@Command
final class Selection {
  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics' names.")
  private List<String> topics = List.of();

  @Option(
      names = {"-r", "--regex"},
      description = "The names are regular expressions, for whole names.")
  private boolean regex;

  @Option(
      names = {"-p", "--partition"},
      paramLabel = "0,2-4",
      converter = Partitions.Converter.class,
      description = "These partitions alone.")
  private @Nullable Partitions partitions;

  @Option(
      names = "--from",
      paramLabel = "POINT",
      description =
          "Where to begin: start, end, committed, 120, -10, -1h, 2026-11-21, 10:00; in each"
              + " partition (default: start; of tail -10).")
  private @Nullable Point from;

  @Option(
      names = {"-n", "--max-messages"},
      paramLabel = "COUNT",
      description = "End after this many messages.")
  private @Nullable Long messagesMax;

  @Option(
      names = "--isolation",
      paramLabel = "read_committed|read_uncommitted",
      description =
          "Whether messages of open and aborted transactions are left out (default: they are).")
  private Isolation isolation = Isolation.READ_COMMITTED;

  /// What is seen of transactions.
  enum Isolation {
    READ_COMMITTED,
    READ_UNCOMMITTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Nullable Point from() {
    return from;
  }

  boolean choosesPartitions() {
    return partitions != null;
  }

  long messagesMax() {
    return messagesMax == null ? Long.MAX_VALUE : messagesMax;
  }

  String isolation() {
    return isolation.toString();
  }

  /// The names of all topics as one expression; null where they are names.
  @Nullable Pattern pattern() {
    if (!regex) return null;
    try {
      topics.forEach(Pattern::compile);
      return Pattern.compile("(?:" + String.join(")|(?:", topics) + ")");
    } catch (PatternSyntaxException e) {
      throw new Failure(
          ExitCode.USAGE,
          "The topics cannot be told",
          "'%s' is no regular expression: %s".formatted(e.getPattern(), e.getDescription()),
          "One is such as 'ride-.*', in quotes.");
    }
  }

  /// The topics that are meant, which are there.
  Set<String> names(KafkaConsumer<byte[], byte[]> consumer, Duration timeout) {
    var pattern = pattern();
    if (pattern == null) {
      for (var topic : topics) exists(topic, consumer, timeout);
      return new LinkedHashSet<>(topics);
    }
    var names = new TreeSet<>(consumer.listTopics(timeout).keySet());
    names.removeIf(name -> !pattern.matcher(name).matches());
    // Kafka's own are meant only by who begins as they do.
    names.removeIf(name -> name.startsWith("__") && !pattern.pattern().contains("__"));
    if (!names.isEmpty()) return names;
    throw new Failure(
        ExitCode.NOT_FOUND,
        "Nothing can be read",
        "no topic is called '%s'".formatted(String.join("' or '", topics)),
        "The whole name counts: 'ride-.*'. 'weir topics' lists them.");
  }

  private static void exists(
      String topic, KafkaConsumer<byte[], byte[]> consumer, Duration timeout) {
    var found = consumer.partitionsFor(topic, timeout);
    if (found == null || found.isEmpty()) {
      throw Topics.unknown(topic, consumer.listTopics(timeout).keySet());
    }
  }

  /// Those of the topics that are meant.
  List<TopicPartition> partitions(
      Set<String> names, KafkaConsumer<byte[], byte[]> consumer, Duration timeout) {
    var all = new ArrayList<TopicPartition>();
    for (var name : names) {
      for (var one : consumer.partitionsFor(name, timeout)) {
        all.add(new TopicPartition(name, one.partition()));
      }
    }
    var wanted = partitions;
    if (wanted == null) return all;
    for (var number : wanted.numbers()) {
      if (all.stream().noneMatch(one -> one.partition() == number)) throw missing(number, names);
    }
    all.removeIf(one -> !wanted.numbers().contains(one.partition()));
    return all;
  }

  private static Failure missing(int number, Set<String> names) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Partition %d cannot be read".formatted(number),
        "'%s' has none of that number; the first is 0".formatted(String.join("', '", names)),
        "'weir topics describe' lists them.");
  }
}
