package dev.weir.wal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a folder what a [Survey] found it to be, before anything is written: what is done with is
/// deleted, what is foreign is put aside, a torn end is cut off.
///
/// What cannot be done now does no harm, and is found again at the next start.
final class Repair {
  private static final Logger log = LoggerFactory.getLogger(Repair.class);

  private final Folder folder;
  private final Limits limits;
  private final Survey survey;
  private final Damages damages;

  Repair(Parts parts, Survey survey, Damages damages) {
    this.folder = parts.folder();
    this.limits = parts.limits();
    this.survey = survey;
    this.damages = damages;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /// Returns the files of the log, under their right names, oldest first.
  List<Segment> run() {
    damages.lost(survey.lost());
    survey.damages.forEach(damages::found);
    survey.roster.foreign.forEach(damages::foreign);
    survey.roster.replaced.forEach(this::delete);
    attempt("files that were begun", () -> folder.files(Folder.FRESH).forEach(this::delete));
    return renamed(living());
  }

  private void delete(Path file) {
    attempt(file.toString(), () -> Files.deleteIfExists(file));
  }

  private static void attempt(String what, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      log.warn("At the start of the log {} could not be put in order: {}", what, e.toString());
    }
  }

  private List<Segment> living() {
    var living = new ArrayList<Segment>();
    for (var segment : survey.segments) {
      var newest = segment == survey.segments.getLast();
      var first = survey.waiting.firstFrom(segment.base());
      if (newest || (first >= 0 && first <= segment.last())) living.add(segment);
      else delete(segment.path);
    }
    return living;
  }

  /// Cuts off what a file has behind its end, when nothing is added to it any more.
  void trim(List<Segment> segments, @Nullable Tail tail) {
    for (var segment : segments) {
      if (segment.surplusBytes == 0 || (tail != null && tail.segment == segment)) continue;
      attempt(
          segment + " (what is behind its end)",
          () -> {
            try (var channel = FileChannel.open(segment.path, WRITE)) {
              channel.truncate(segment.bytes() - segment.surplusBytes);
              segment.surplusBytes = 0;
            }
          });
    }
  }

  /// In two steps, since two files may have one another's names.
  private List<Segment> renamed(List<Segment> segments) {
    var named = new ArrayList<Segment>();
    for (var segment : segments) {
      var right = segment.path.equals(folder.segment(segment.base()));
      named.add(right ? segment : move(segment, folder.moved(segment.base())));
    }
    named.replaceAll(segment ->
        segment.path.toString().endsWith(Folder.MOVED)
            ? move(segment, folder.segment(segment.base()))
            : segment);
    return named;
  }

  private static Segment move(Segment segment, Path to) {
    try {
      Folder.rename(segment.path, to);
    } catch (IOException e) {
      log.warn("{} keeps its name, which is not its own: {}", segment, e.toString());
      return segment;
    }
    var moved = new Segment(to, segment.header);
    moved.extent(segment.extent());
    return moved;
  }

  /// Opens the newest file to add to it; null when it is not fit for that, and a new one is to be
  /// begun.
  @Nullable Tail tail(List<Segment> segments) {
    if (segments.isEmpty()) return null;
    var newest = segments.getLast();
    var scan = survey.scan(newest);
    if (scan == null || scan.checkpoint == null) return null;
    try {
      var channel = FileChannel.open(newest.path, READ, WRITE);
      try {
        if (scan.torn) cutOff(newest, channel);
        channel.force(true); // what is added to is not to change behind its back
        return new Tail(newest, channel, limits);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      log.warn("{} cannot be added to, another file is begun: {}", newest, e.toString());
      return null;
    }
  }

  private void cutOff(Segment newest, FileChannel channel) throws IOException {
    damages.torn(newest.path, newest.end());
    channel.truncate(newest.end());
    channel.write(ByteBuffer.allocate(Frame.END_MARK_BYTES), newest.end());
  }
}
