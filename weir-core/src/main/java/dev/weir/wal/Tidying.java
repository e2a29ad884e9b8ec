package dev.weir.wal;

import java.io.IOException;
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
  private volatile boolean changed;
  private volatile long lookedNanos;

  Tidying(Parts parts) {
    this.parts = parts;
    this.lookedNanos = parts.clock().nanos();
  }

  boolean isUnderWay() {
    return compaction != null;
  }

  /// Messages were acknowledged, so there may be something to do.
  void changed() {
    changed = true;
  }

  /// Any thread.
  boolean isDue() {
    return changed && parts.clock().nanos() - lookedNanos >= LOOK_NANOS;
  }

  /// Does a little. Returns whether files were put together.
  boolean step(@Nullable Segment tail, long bytes) {
    try {
      if (compaction == null && isDue()) compaction = begin(tail, bytes);
      if (compaction == null || !compaction.step()) return false;
      compaction = null;
      lookedNanos = parts.clock().nanos() - LOOK_NANOS; // there may be more
      return true;
    } catch (IOException e) {
      log.debug("Files are not put together now", e);
      close();
      return false;
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
