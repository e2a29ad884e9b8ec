package dev.weir.cli.copy;

import dev.weir.cli.cluster.Point;
import dev.weir.cli.consume.Partitions;
import dev.weir.cli.message.Decode;
import dev.weir.cli.message.Decoders;
import dev.weir.cli.message.Filters;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which messages are copied.
@Command
final class Selection {
  @Option(
      names = "--from",
      paramLabel = "POINT",
      description = "Where in a topic to begin: start, 120, -10, -1h, 2026-11-21 (default: start).")
  private @Nullable Point from;

  @Option(
      names = "--to",
      paramLabel = "POINT",
      description = "Where to end, not included (default: where the topic ends as this begins).")
  private @Nullable Point to;

  @Option(
      names = {"-n", "--max-messages"},
      paramLabel = "COUNT",
      description = "End after this many messages.")
  private @Nullable Long messagesMax;

  @Option(
      names = {"-p", "--partition"},
      paramLabel = "0,2-4",
      converter = Partitions.Converter.class,
      description = "These partitions alone.")
  private @Nullable Partitions partitions;

  @Option(
      names = {"-F", "--follow"},
      description = "Stay and copy what arrives.")
  private boolean follow;

  @Mixin private Filters filters = new Filters();

  /// What is wrong with it; null if nothing is.
  @Nullable String wrong(End source) {
    if (messagesMax != null && messagesMax < 1) return "-n must be 1 or more, not " + messagesMax;
    if (to != null && follow) return "--to ends where --follow stays: say one of them";
    if (from instanceof Point.Committed || to instanceof Point.Committed) {
      return "'committed' is for groups; --resume goes on where a copy ended";
    }
    if (!(source instanceof End.OfTopic) && (from != null || to != null || follow)) {
      return "--from, --to and --follow are for topics; of a file, choose with -n, -p or a filter";
    }
    return null;
  }

  Point from() {
    return from == null ? new Point.Start() : from;
  }

  @Nullable Point to() {
    return to;
  }

  boolean follow() {
    return follow;
  }

  /// Null for all.
  @Nullable Partitions partitions() {
    return partitions;
  }

  long messagesMax() {
    return messagesMax == null ? Long.MAX_VALUE : messagesMax;
  }

  /// A topic's partitions are chosen already; those of a file are here.
  Predicate<ConsumerRecord<byte[], byte[]>> filter() {
    var text = Decoders.plain().of(Decode.TEXT);
    var asked = filters.filter(text, text);
    var chosen = partitions;
    if (chosen == null) return asked;
    return asked.and(message -> chosen.numbers().contains(message.partition()));
  }
}
