package dev.weir.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/// Goes through the frames of a file, past what is damaged. Not shared by threads.
///
/// Nothing is believed before its checksum was seen: a header before its length is used, a payload
/// before it is handed out. Each step moves on, so a walk ends whatever the bytes are.
final class FrameReader {
  private static final int ALIGNMENT = 8;

  /// What the reader stands on.
  enum Step {
    /// A frame with a good header; the payload may be damaged.
    FRAME,
    /// Bytes that are no frame, with a good one behind them.
    DAMAGE,
    /// No good frame any more up to the end.
    END
  }

  private final int mask;
  private final Window window;
  private final CRC32C crc = new CRC32C();
  private long offset = FileHeader.BYTES;
  private long next = FileHeader.BYTES;
  private int start;
  private int length;
  private long sequence;
  private byte type;

  FrameReader(FileChannel channel, int mask) {
    this(channel, mask, Window.noBuffer());
  }

  /// With the buffer of a reader that is not used any more.
  FrameReader(FileChannel channel, int mask, ByteBuffer buffer) {
    this.window = new Window(channel, buffer);
    this.mask = mask;
  }

  ByteBuffer buffer() {
    return window.bytes();
  }

  void moveTo(long target) {
    next = target;
  }

  /// Has what the disk does not read pass for damage.
  void passOverUnreadable(boolean wanted) {
    window.passOverUnreadable(wanted);
  }

  /// Whether that was so lately.
  boolean passedOver() {
    return window.passedOver();
  }

  /// Goes on to what follows, in a file whose frames end at `end` or before.
  Step step(long end) throws IOException {
    offset = next;
    if (isFrame(offset, end)) {
      next = offset + Frame.padded(length);
      return Step.FRAME;
    }
    var good = search(offset + ALIGNMENT, end);
    next = good < 0 ? offset : good;
    return good < 0 ? Step.END : Step.DAMAGE;
  }

  private boolean isFrame(long at, long end) throws IOException {
    if (end - at < Frame.HEADER_BYTES || !window.show(at, Frame.HEADER_BYTES, end)) return false;
    start = window.index(at);
    if (!Frame.isHeader(window.bytes(), start, mask, crc)) return false;
    length = Frame.length(window.bytes(), start);
    sequence = Frame.sequence(window.bytes(), start);
    type = Frame.type(window.bytes(), start);
    return Frame.padded(length) <= end - at;
  }

  /// A frame that is whole. Damage is seldom, so every place is tried where one could begin.
  private long search(long from, long end) throws IOException {
    for (var at = from; end - at >= Frame.HEADER_BYTES; at += ALIGNMENT) {
      if (isFrame(at, end) && intactAt(at, end)) return at;
    }
    return -1;
  }

  private boolean intactAt(long at, long end) throws IOException {
    var size = Frame.padded(length);
    if (!window.show(at, size, end)) return false;
    start = window.index(at);
    return Frame.payloadIntact(window.bytes(), start, crc);
  }

  /// Whether the payload of the frame is as it was written.
  boolean intact() throws IOException {
    return intactAt(offset, next);
  }

  /// Where the frame or the damage begins; at the end, where it should have gone on.
  long offset() {
    return offset;
  }

  /// Where the frame or the damage ends.
  long next() {
    return next;
  }

  long sequence() {
    return sequence;
  }

  byte type() {
    return type;
  }

  boolean carriesMessage() {
    return Frame.carriesMessage(type);
  }

  /// The payload of an intact frame; good until the next step.
  ByteBuffer payload() {
    return slice(Frame.HEADER_BYTES, length - Frame.HEADER_BYTES);
  }

  /// An intact frame, its header free of the mark of its file; good until the next step.
  ByteBuffer unmarked() {
    Frame.mark(window.bytes(), start, mask);
    return slice(0, Frame.padded(length));
  }

  private ByteBuffer slice(int from, int size) {
    var bytes = window.bytes();
    return bytes.slice(start + from, size).order(bytes.order());
  }

  /// Whether the frames end here as a writer leaves them.
  boolean atEndMark(long end) throws IOException {
    return window.show(offset, Frame.END_MARK_BYTES, end)
        && window.bytes().getLong(window.index(offset)) == 0;
  }
}
