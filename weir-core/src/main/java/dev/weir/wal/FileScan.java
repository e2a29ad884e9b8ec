package dev.weir.wal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the frames of one file say, read from its beginning to its end. It changes nothing.
final class FileScan {
  private final Path file;
  private final FileHeader header;
  private final FrameReader frames;

  final Ranges messages = new Ranges();
  final List<Ranges> acks = new ArrayList<>();
  final List<Damage> damages = new ArrayList<>();
  @Nullable Checkpoint checkpoint;
  long count;
  long last;

  /// Above every sequence that is named.
  long head;

  /// Where the good frames end.
  long end = FileHeader.BYTES;

  /// Whether what follows the end is not what a writer leaves there.
  boolean torn;

  /// Where the damage begins that no good frame was seen behind yet; or -1.
  private long damagedFrom = -1;

  private FileScan(Path file, FileHeader header, FileChannel channel) {
    this.file = file;
    this.header = header;
    this.frames = new FrameReader(channel, header.mask());
    this.last = header.base() - 1;
    this.head = header.base();
  }

  static FileScan of(Path file, FileHeader header, FileChannel channel) throws IOException {
    var scan = new FileScan(file, header, channel);
    scan.run(channel.size());
    return scan;
  }

  Segment segment() {
    var segment = new Segment(file, header);
    segment.extent(new Segment.Extent(Math.max(last, segment.last()), count, end));
    return segment;
  }

  private void run(long size) throws IOException {
    while (true) {
      switch (frames.step(size)) {
        case FRAME -> frame();
        case DAMAGE -> damaged();
        case END -> {
          torn = damagedFrom >= 0 || !frames.atEndMark(size);
          return;
        }
      }
    }
  }

  private void damaged() {
    if (damagedFrom < 0) damagedFrom = frames.offset();
  }

  private void frame() throws IOException {
    if (!frames.intact() || !inOrder()) {
      damaged();
      return;
    }
    var message = frames.carriesMessage();
    if (damagedFrom >= 0) note(message ? frames.sequence() - 1 : last);
    if (message) message(frames.sequence());
    else control();
    end = frames.next();
  }

  /// What repeats a sequence, or goes back, was not written here by a log.
  private boolean inOrder() {
    return !frames.carriesMessage() || frames.sequence() > last;
  }

  private void note(long lostTo) {
    damages.add(new Damage(file, damagedFrom, frames.offset(), last + 1, lostTo));
    damagedFrom = -1;
  }

  private void message(long sequence) {
    messages.add(sequence, sequence);
    last = sequence;
    head = Math.max(head, sequence + 1);
    count++;
  }

  /// One that was taken for the file before may stand here too; of this file none tells.
  private void newer(Checkpoint read) {
    if (read.below() > header.base()) throw new IllegalArgumentException("It tells of later files");
    if (checkpoint == null || read.below() >= checkpoint.below()) checkpoint = read;
  }

  private void control() {
    head = Math.max(head, frames.sequence());
    try {
      if (frames.type() == Frame.ACKS) acks.add(Ranges.get(frames.payload()));
      else newer(Checkpoint.get(frames.payload()));
    } catch (RuntimeException e) {
      damaged(); // good bytes that mean nothing to this version
    }
  }
}
