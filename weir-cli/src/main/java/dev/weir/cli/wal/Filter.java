package dev.weir.cli.wal;

import dev.weir.wal.Entry;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which messages of a log are listed.
@Command
final class Filter implements Predicate<Entry> {
  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only those for this topic; * stands for any characters.")
  private @Nullable String topic;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only dead letters of this reason, such as too_large.")
  private @Nullable String reason;

  @Option(
      names = "--from",
      paramLabel = "SEQUENCE",
      defaultValue = "0",
      description = "Begin at this place of the log (default: its begin).")
  private long from;

  private @Nullable Pattern pattern;

  /// Whether it can be dead letters only.
  boolean isOfDead() {
    return reason != null;
  }

  /// Whether anything was asked for.
  boolean isGiven() {
    return topic != null || reason != null || from > 0;
  }

  @Override
  public boolean test(Entry entry) {
    return entry.sequence() >= from && fitsTopic(entry) && fitsReason(entry);
  }

  private boolean fitsTopic(Entry entry) {
    if (topic == null) return true;
    if (pattern == null) pattern = Pattern.compile(Pattern.quote(topic).replace("*", "\\E.*\\Q"));
    return pattern.matcher(entry.message().topic()).matches();
  }

  private boolean fitsReason(Entry entry) {
    if (reason == null) return true;
    var of = entry.reason();
    return of != null && of.code().label().equals(reason);
  }
}
