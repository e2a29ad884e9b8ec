package dev.weir.wal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is in a folder: which files make the log, what waits in them, what is lost. It changes
/// nothing.
///
/// The newest file is read, and each one before it until a [Checkpoint] is found; of what is older
/// the checkpoint tells all. A file that it does not know as it is, is read as well.
final class Survey {
  final Roster roster;
  final List<Segment> segments = new ArrayList<>();
  final Waiting waiting = new Waiting();
  final List<Damage> damages = new ArrayList<>();

  /// What should be there and nobody holds.
  private final Waiting missing = new Waiting();

  private final Map<Long, FileScan> scans = new HashMap<>();
  private final Checkpoint checkpoint;
  private long head;

  private Survey(Roster roster) throws IOException {
    this.roster = roster;
    this.checkpoint = newestCheckpoint();
    roster.adopt(checkpoint);
    roster.dropReplaced();
    missing.addAll(checkpoint.waiting());
    head = Math.max(head, checkpoint.below());
    for (var file : roster.files()) look(file);
    for (var scan : scans.values()) settle(scan.acks);
  }

  static Survey of(Folder folder) throws IOException {
    return new Survey(Roster.of(folder));
  }

  /// What the next message will have.
  long head() {
    return head;
  }

  /// The messages that are known to be lost.
  Ranges lost() {
    return missing.below(Long.MAX_VALUE);
  }

  /// Null for a file that was not read.
  @Nullable FileScan scan(Segment segment) {
    return scans.get(segment.base());
  }

  private Checkpoint newestCheckpoint() throws IOException {
    for (var file : List.copyOf(roster.files()).reversed()) {
      var checkpoint = scan(file).checkpoint;
      if (checkpoint != null) return checkpoint;
    }
    return Checkpoint.none();
  }

  private FileScan scan(Found file) throws IOException {
    var known = scans.get(file.base());
    if (known != null) return known;
    var scan = file.scan();
    scans.put(file.base(), scan);
    damages.addAll(scan.damages);
    head = Math.max(head, scan.head);
    return scan;
  }

  private void look(Found file) throws IOException {
    try {
      var row = checkpoint.row(file.base());
      if (row != null && file.is(row)) believe(file, row);
      else read(file);
    } catch (NoSuchFileException _) {
      return; // a live log let go of it
    }
  }

  private void believe(Found file, Checkpoint.Row row) {
    var segment = new Segment(file.path(), file.header());
    segment.extent(new Segment.Extent(row.last(), row.messages(), row.end()));
    add(segment, file);
    waiting.addAll(checkpoint.waiting().within(row.base(), row.last()));
    missing.forget(row.base(), row.last());
  }

  private void add(Segment segment, Found file) {
    segment.surplusBytes = Math.max(0, file.size() - segment.bytes());
    segments.add(segment);
  }

  private void read(Found file) throws IOException {
    var scan = scan(file);
    add(scan.segment(), file);
    if (file.base() < checkpoint.below()) {
      keepWaiting(scan);
      missing.forget(file.base(), file.header().replacesTo());
    } else {
      waiting.addAll(scan.messages);
      for (var damage : scan.damages) missing.addRange(damage.first(), damage.last());
    }
  }

  private void keepWaiting(FileScan scan) {
    for (var i = 0; i < scan.messages.size(); i++) {
      var first = scan.messages.first(i);
      var last = scan.messages.last(i);
      waiting.addAll(checkpoint.waiting().within(first, last));
      missing.forget(first, last);
    }
  }

  private void settle(List<Ranges> acks) {
    for (var ranges : acks) {
      waiting.forgetAll(ranges);
      missing.forgetAll(ranges);
    }
  }
}
