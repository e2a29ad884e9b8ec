package dev.weir.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far a file was read. The reader's own.
final class Place implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Place.class);

  final Segment segment;
  final FrameReader frames;
  private final FileChannel channel;

  /// The last message that was passed.
  private long passed;

  private Place(Segment segment, FileChannel channel, ByteBuffer buffer) {
    this.segment = segment;
    this.channel = channel;
    this.frames = new FrameReader(channel, segment.header.mask(), buffer);
    this.passed = segment.base() - 1;
  }

  /// The buffer may be one that another place has used.
  ///
  /// @param sure whether it is the segment's own for certain, or nobody can tell
  static Place in(Segment segment, ByteBuffer buffer, boolean sure) throws IOException {
    var channel = FileChannel.open(segment.path, StandardOpenOption.READ);
    try {
      if (!sure) expect(segment, channel);
      return new Place(segment, channel, buffer);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// A compaction gives a new file the name of another before it is known as a segment.
  private static void expect(Segment segment, FileChannel channel) throws IOException {
    var page = ByteBuffer.allocate(FileHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {
      // the rest
    }
    var found = FileHeader.get(page.flip());
    if (found == null || found.epoch() == segment.header.epoch()) return;
    throw new NoSuchFileException(segment.path.toString(), null, "another has taken its name");
  }

  /// Goes where a message can be read next: on from here, if it is not far.
  void goBefore(long sequence) {
    var indexed = segment.index.before(sequence);
    if (passed < sequence && indexed <= frames.next()) return;
    frames.moveTo(indexed);
    passed = segment.base() - 1;
  }

  /// Hot.
  FrameReader.Step step() throws IOException {
    var step = frames.step(segment.end());
    if (step == FrameReader.Step.FRAME && frames.carriesMessage()) {
      passed = frames.sequence();
      segment.index.passed(passed, frames.offset());
    }
    return step;
  }

  /// The frame is the next one's.
  void stay() {
    frames.moveTo(frames.offset());
    passed--;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("{} was not closed in order", segment, e);
    }
  }
}
