package dev.weir.wal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.weir.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files as one row that is written at its end. The writer's own.
///
/// A file is under its name only once it is durable and begins with a [Checkpoint]; whatever is
/// begun and not ended by a crash has another name and is forgotten. A file that failed is closed
/// for good: the next write begins a new one.
final class Tape {
  private static final Logger log = LoggerFactory.getLogger(Tape.class);

  private final Folder folder;
  private final Limits limits;
  private final Segments segments;
  private final Waiting waiting;
  private final Spares spares;
  private final WalMetrics metrics;
  private final Clock clock;
  private final Group beginning = new Group();
  private @Nullable Tail tail;

  /// Whether a file that was begun in vain may come back under the name of the newest one, by a
  /// power cut: an earlier run may have left such a one too.
  private boolean namesUnsure = true;

  /// How many messages of the group are durable.
  private int stored;

  private int written;

  Tape(Parts parts, @Nullable Tail tail, Spares spares) {
    this.folder = parts.folder();
    this.limits = parts.limits();
    this.segments = parts.segments();
    this.waiting = parts.waiting();
    this.metrics = parts.metrics();
    this.clock = parts.clock();
    this.tail = tail;
    this.spares = spares;
  }

  int stored() {
    return stored;
  }

  /// Writes and forces a group; when that fails, [#stored] tells how far it came.
  void write(Group group) throws IOException {
    stored = 0;
    written = 0;
    if (limits.scarce(bytes() + group.bytes())) spares.dropAll();
    var frames = group.frames();
    for (var at = 0; at < frames.position(); ) {
      var file = tail == null ? begin(baseFor(frames, at, group)) : tail;
      var to = file.fitting(frames, at);
      if (to == at) {
        force(file);
        begin(baseFor(frames, at, group));
        continue;
      }
      file.prepare(to - at, hasMessage(frames, at));
      written += file.write(frames, at, to);
      at = to;
    }
    if (tail != null) force(tail);
  }

  private static long baseFor(ByteBuffer frames, int at, Group group) {
    return hasMessage(frames, at) ? Frame.sequence(frames, at) : group.head();
  }

  private static boolean hasMessage(ByteBuffer frames, int at) {
    return Frame.carriesMessage(Frame.type(frames, at));
  }

  private void force(Tail file) throws IOException {
    if (namesUnsure) folder.force();
    namesUnsure = false;
    if (!file.isForced()) {
      var before = clock.nanos();
      file.force();
      metrics.synced(clock.nanos() - before);
    }
    stored = written;
  }

  /// Begins a new file, and ends the one before once the new one is durable.
  Tail begin(long base) throws IOException {
    var before = tail;
    var begun = durable(base);
    tail = begun;
    segments.add(begun.segment);
    if (before != null) before.seal();
    return begun;
  }

  private Tail durable(long base) throws IOException {
    var spare = spares.take();
    var fresh = spare == null ? folder.fresh(base) : spare;
    @Nullable FileChannel channel = null;
    try {
      channel =
          spare == null
              ? Folder.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)
              : FileChannel.open(fresh, WRITE);
      return durable(base, fresh, channel);
    } catch (IOException | RuntimeException e) {
      drop(channel, fresh);
      if (e instanceof IOException failed) throw NoRoomException.orSame(failed);
      throw e;
    }
  }

  private Tail durable(long base, Path fresh, FileChannel channel) throws IOException {
    var path = folder.segment(base);
    if (Files.exists(path)) throw new FileAlreadyExistsException(path.toString());
    var header = FileHeader.fresh(base, FileHeader.REPLACES_NOTHING);
    var begun = new Tail(new Segment(path, header), channel, limits);
    beginning.clear();
    beginning.addCheckpoint(checkpoint(base), base);
    begun.begin(beginning.frames());
    Folder.rename(fresh, path);
    nameForced(path);
    return begun;
  }

  private void nameForced(Path path) throws IOException {
    try {
      folder.force();
    } catch (IOException e) {
      drop(null, path);
      throw e;
    }
  }

  private void drop(@Nullable FileChannel channel, Path path) {
    namesUnsure = true;
    try {
      if (channel != null) channel.close();
      Files.deleteIfExists(path);
    } catch (IOException _) {
      return; // its name says that it is nothing
    }
  }

  /// All that is older than the file that is written to.
  Checkpoint checkpoint() {
    return checkpoint(tail == null ? 0 : tail.segment.base());
  }

  /// The file that is written to.
  @Nullable Segment segment() {
    return tail == null ? null : tail.segment;
  }

  private Checkpoint checkpoint(long base) {
    var rows = new ArrayList<Checkpoint.Row>();
    for (var segment : segments.all()) {
      if (segment.base() < base && holdsWaiting(segment)) rows.add(segment.row());
    }
    return new Checkpoint(base, waiting.below(base), rows);
  }

  private boolean holdsWaiting(Segment segment) {
    var first = waiting.firstFrom(segment.base());
    return first >= 0 && first <= segment.last();
  }

  /// The files that nobody needs any more, once all that was appended by now is durable.
  List<Segment> done() {
    var done = new ArrayList<Segment>();
    for (var segment : segments.all()) {
      if (!isTail(segment) && !holdsWaiting(segment)) done.add(segment);
    }
    return done;
  }

  /// Whether files that are done with are still there.
  boolean hasDone() {
    return segments.all().size() > 1 && !done().isEmpty();
  }

  private boolean isTail(Segment segment) {
    return tail != null && tail.segment == segment;
  }

  /// Lets go of files; a file that cannot be deleted is tried again.
  void release(List<Segment> done) {
    if (tail == null) return; // whose checkpoint would stand for them?
    for (var segment : done) {
      try {
        spares.put(segment, bytes());
        segments.remove(segment);
      } catch (IOException e) {
        log.debug("{} is done with and cannot be let go of", segment, e);
      }
    }
  }

  /// Closes the file that failed.
  void abandon() {
    if (tail == null) return;
    tail.abandon();
    tail = null;
  }

  /// Tries whether there is room for so many bytes of messages.
  void makeRoom(long bytes, long head) throws IOException {
    if (tail == null || !tail.hasRoomFor(bytes)) begin(head);
    else tail.prepare(bytes, true);
  }

  long bytes() {
    return segments.bytes() + (tail == null ? 0 : tail.preparedBytes()) + spares.bytes();
  }

  void close() {
    if (tail == null) return;
    try {
      tail.close();
    } catch (IOException e) {
      log.debug("{} was not closed in order", tail.segment, e);
    }
    tail = null;
  }
}
