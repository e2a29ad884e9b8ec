package dev.weir.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for files that are held by few messages, and has a [Compaction] free their room. The
/// writer's own.
///
/// A file is sparse when less than a twentieth of its messages wait, or less than half while room
/// is scarce.
final class Tidying {
  private static final Logger log = LoggerFactory.getLogger(Tidying.class);
  private static final long LOOK_NANOS = 1_000_000_000;

  private final Parts parts;
  private @Nullable Compaction compaction;

  /// Files whose place another one took, while its name may not be durable yet.
  private final List<Path> replaced = new ArrayList<>();

  private boolean failed;
  private volatile boolean changed;
  private volatile long lookedNanos;

  Tidying(Parts parts) {
    this.parts = parts;
    this.lookedNanos = parts.clock().nanos();
  }

  boolean isUnderWay() {
    return !failed && (compaction != null || !replaced.isEmpty());
  }

  /// Messages were acknowledged, so there may be something to do.
  void changed() {
    changed = true;
  }

  /// Any thread.
  boolean isDue() {
    return changed && isTime();
  }

  /// Does a little. Returns whether files were put together.
  boolean step(@Nullable Segment tail, long bytes) {
    if (failed && !isTime()) return false;
    try {
      failed = false;
      deleteReplaced();
      if (compaction == null && isDue()) compaction = begin(tail, bytes);
      if (compaction == null || !compaction.step()) return false;
      replaced.addAll(compaction.replaced());
      compaction = null;
      lookedNanos = parts.clock().nanos() - LOOK_NANOS; // there may be more
      return true;
    } catch (IOException e) {
      log.debug("Files are not put together now", e);
      failed = true;
      changed = true;
      lookedNanos = parts.clock().nanos();
      close();
      return false;
    }
  }

  private boolean isTime() {
    return parts.clock().nanos() - lookedNanos >= LOOK_NANOS;
  }

  private void deleteReplaced() throws IOException {
    if (replaced.isEmpty()) return;
    parts.folder().force();
    while (!replaced.isEmpty()) {
      Files.deleteIfExists(replaced.getFirst());
      replaced.removeFirst();
    }
  }

  private @Nullable Compaction begin(@Nullable Segment tail, long bytes) throws IOException {
    var limits = parts.limits();
    var room = Math.min(limits.segmentBytes() - limits.reserveBytes(), limits.limitBytes() - bytes);
    var run = run(tail, room - 2L * FileHeader.BYTES, limits.scarce(bytes));
    lookedNanos = parts.clock().nanos();
    changed = !run.isEmpty();
    return run.isEmpty() ? null : Compaction.of(parts, run);
  }

  /// The first run of sparse neighbours whose messages fit into one file.
  private List<Segment> run(@Nullable Segment tail, long room, boolean scarce) {
    var run = new ArrayList<Segment>();
    var left = room;
    for (var segment : parts.segments().all()) {
      var living = living(segment);
      if (segment != tail && isSparse(segment, living, scarce) && living.bytes <= left) {
        run.add(segment);
        left -= living.bytes;
      } else if (!run.isEmpty()) {
        break;
      }
    }
    return run;
  }

  private record Living(long messages, long bytes) {}

  /// Bytes are estimated, and a little more than that.
  private Living living(Segment segment) {
    var messages = parts.waiting().count(segment.base(), segment.last());
    var bytes = segment.bytes() / Math.max(1, segment.messages()) * messages;
    return new Living(messages, bytes + bytes / 8);
  }

  private static boolean isSparse(Segment segment, Living living, boolean scarce) {
    var most = scarce ? segment.messages() / 2 : segment.messages() / 20;
    return living.messages > 0 && living.messages <= most && !segment.damaged;
  }

  void close() {
    if (compaction != null) compaction.close();
    compaction = null;
  }
}
