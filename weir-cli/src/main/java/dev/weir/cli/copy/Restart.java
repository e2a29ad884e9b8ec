package dev.weir.cli.copy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Whether a copy goes on where an earlier one ended.
@Command
final class Restart {
  @Option(
      names = "--resume",
      description = "Go on where the copy ended that was last run with this option.")
  private boolean resume;

  @Option(
      names = "--exactly-once",
      description = "From topic to topic in transactions, which go on without a duplicate.")
  private boolean exactlyOnce;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of a copy to go on with (default: FROM-to-TO).")
  private @Nullable String name;

  /// What is wrong with it; null if nothing is.
  @Nullable String wrong(End source, End target) {
    var topics = source instanceof End.OfTopic && target instanceof End.OfTopic;
    if (exactlyOnce && !topics) return "--exactly-once is for copies from topic to topic";
    if (name != null && !topics) return "--name is for copies from topic to topic";
    if (name != null && !remembers()) return "--name is for --resume and --exactly-once";
    if (resume && (source instanceof End.OfStream || target instanceof End.OfStream)) {
      return "--resume needs a file where '-' is, to find out how far it came";
    }
    return null;
  }

  boolean exactlyOnce() {
    return exactlyOnce;
  }

  boolean remembers() {
    return resume || exactlyOnce;
  }

  /// The consumer group that holds the offsets, and the transactional id.
  String group(End source, End target) {
    var of = name == null ? "%s-to-%s".formatted(source, target).replace('/', '.') : name;
    return "weir-copy-" + of;
  }
}
