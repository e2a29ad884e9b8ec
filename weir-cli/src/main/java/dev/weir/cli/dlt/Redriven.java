package dev.weir.cli.dlt;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/// Which letters of one partition were sent back. A run may choose some and leave others, so an
/// offset alone cannot tell; what was sent behind it stands in the metadata of the commit:
///
/// ```
/// committed 17, metadata weir:3+2,9+1   all below 17, and 20, 21 and 26
/// ```
final class Redriven {
  private static final String MARK = "weir:";
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\+(\\d{1,18})");

  /// What Kafka takes at most, unless its operator says otherwise, less a little.
  private static final int METADATA_MAX = 4_000;

  private long position;

  /// What this run has read up to.
  private long reached;

  /// Beyond the position: the first of a range, and what stands behind its last.
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  Redriven(long position) {
    this.position = position;
    this.reached = position;
  }

  static Redriven of(@Nullable OffsetAndMetadata committed) {
    if (committed == null) return new Redriven(0);
    var redriven = new Redriven(committed.offset());
    if (!committed.metadata().startsWith(MARK)) return redriven;
    RANGE
        .matcher(committed.metadata())
        .results()
        .forEach(range -> {
          var first = committed.offset() + Long.parseLong(range.group(1));
          redriven.ranges.put(first, first + Long.parseLong(range.group(2)));
        });
    return redriven;
  }

  /// Where the first one may be that was not sent.
  long position() {
    return position;
  }

  boolean has(long offset) {
    if (offset < position) return true;
    var range = ranges.floorEntry(offset);
    return range != null && offset < range.getValue();
  }

  /// A letter was read, in the order of their offsets: between it and the one before there is none,
  /// as where a transaction ended or the topic was cleaned up.
  void reached(long offset) {
    add(reached, offset);
    reached = offset + 1;
  }

  void add(long offset) {
    add(offset, offset + 1);
  }

  private void add(long first, long behind) {
    if (behind <= position || behind <= first) return;
    var from = Math.max(first, position);
    var to = behind;
    var before = ranges.floorEntry(from);
    if (before != null && before.getValue() >= from) from = before.getKey();
    for (var next = ranges.ceilingEntry(from);
        next != null && next.getKey() <= to;
        next = ranges.ceilingEntry(from)) {
      to = Math.max(to, next.getValue());
      ranges.remove(next.getKey());
    }
    ranges.put(from, to);
    settle();
  }

  private void settle() {
    for (var first = ranges.firstEntry();
        first != null && first.getKey() <= position;
        first = ranges.firstEntry()) {
      position = Math.max(position, first.getValue());
      ranges.remove(first.getKey());
    }
  }

  OffsetAndMetadata commit() {
    var metadata =
        ranges.entrySet().stream()
            .map(this::text)
            .collect(Collectors.joining(",", ranges.isEmpty() ? "" : MARK, ""));
    if (metadata.length() <= METADATA_MAX) return new OffsetAndMetadata(position, metadata);
    throw new Failure(
        ExitCode.FAILED,
        "No more letters were sent back",
        "there are too many gaps between those that were, to remember them all",
        "Send those in between with another filter or none, then go on.");
  }

  private String text(Map.Entry<Long, Long> range) {
    return (range.getKey() - position) + "+" + (range.getValue() - range.getKey());
  }
}
