package dev.weir.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
  static Place in(Segment segment, ByteBuffer buffer) throws IOException {
    return new Place(segment, FileChannel.open(segment.path, StandardOpenOption.READ), buffer);
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
