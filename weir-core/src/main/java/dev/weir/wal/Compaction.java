package dev.weir.wal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies what still waits in a run of neighbouring files into one file that takes their place. The
/// writer's own.
///
/// It goes on by small steps between the groups. The new file has the base of the first one, says
/// in its header up to which sequence it stands for others, and replaces the first one by a rename;
/// after a crash either the old files count or the new one. Damage ends it: what is lost is for the
/// reader to tell.
final class Compaction implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Compaction.class);
  private static final int STEP_BYTES = 1 << 20;
  private static final int STEP_READ_BYTES = 8 << 20;

  private final Segments segments;
  private final Waiting waiting;
  private final List<Segment> run;
  private final Group copied = new Group();
  private final Path fresh;
  private final Tail target;
  private int reading;
  private Place source;
  private long passed;

  private Compaction(Parts parts, List<Segment> run, Tail target, Place source) {
    this.segments = parts.segments();
    this.waiting = parts.waiting();
    this.run = run;
    this.target = target;
    this.source = source;
    this.fresh = parts.folder().fresh(base());
    this.passed = base() - 1;
  }

  static Compaction of(Parts parts, List<Segment> run) throws IOException {
    var first = run.getFirst();
    var base = first.base();
    var header = FileHeader.fresh(base, run.getLast().last());
    var file = parts.folder().fresh(base);
    var channel = Folder.open(file, CREATE, TRUNCATE_EXISTING, READ, WRITE);
    try {
      var segment = new Segment(parts.folder().segment(base), header);
      var target = new Tail(segment, channel, parts.limits());
      target.begin(new Group().frames());
      return new Compaction(parts, run, target, Place.in(first, Window.noBuffer(), true));
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw NoRoomException.orSame(e);
    }
  }

  private long base() {
    return run.getFirst().base();
  }

  /// Copies some more. Returns whether that was all: the new file has taken its place.
  boolean step() throws IOException {
    var end = source.frames.next() + STEP_READ_BYTES;
    while (copied.bytes() < STEP_BYTES && source.frames.next() < end) {
      if (copyNext()) continue;
      expectNone(source.segment.last());
      if (reading == run.size() - 1) {
        flush();
        replace();
        return true;
      }
      next();
      break;
    }
    flush();
    return false;
  }

  /// Returns whether there was one more frame.
  private boolean copyNext() throws IOException {
    var step = source.step();
    if (step == FrameReader.Step.FRAME && source.frames.carriesMessage()) copy(source.frames);
    return step != FrameReader.Step.END;
  }

  private void copy(FrameReader frames) throws IOException {
    var sequence = frames.sequence();
    expectNone(sequence - 1);
    passed = sequence;
    if (!waiting.contains(sequence)) return;
    if (!frames.intact()) throw new DamagedException(source.segment);
    copied.addCopy(frames.unmarked());
  }

  /// Nothing that waits may be between what was passed and here.
  private void expectNone(long to) throws DamagedException {
    if (waiting.count(passed + 1, to) > 0) throw new DamagedException(source.segment);
  }

  private void next() throws IOException {
    passed = source.segment.last();
    source.close();
    reading++;
    source = Place.in(run.get(reading), source.frames.buffer(), true);
  }

  private void flush() throws IOException {
    if (copied.isEmpty()) return;
    var frames = copied.frames();
    target.prepare(frames.position(), false);
    target.write(frames, 0, frames.position());
    target.force();
    copied.clear();
  }

  private void replace() throws IOException {
    source.close();
    target.seal();
    Folder.rename(fresh, target.segment.path);
    segments.replace(run, target.segment);
    log.debug("{} stands for {} files now", target.segment, run.size());
  }

  /// The files that can be deleted once the new name is durable.
  List<Path> replaced() {
    return run.stream().skip(1).map(segment -> segment.path).toList();
  }

  /// Leaves all as it was, if it is not at its end.
  @Override
  public void close() {
    source.close();
    try {
      target.close();
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      log.debug("{} is left over", fresh, e);
    }
  }

  /// The file is not whole, and stays as it is until the reader has seen to it.
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    private DamagedException(Segment segment) {
      super(segment + " is damaged");
      segment.damaged = true;
    }
  }
}
