package dev.weir.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of the file that is written to. The writer's own.
///
/// Blocks are written with zeros before frames are, some way ahead: to force what overwrites is
/// about three times as fast as to force what makes a file grow, and a full disk shows before a
/// frame is half written. Some of that way stays free, so that acknowledgements can be written on a
/// full disk.
final class Tail {
  private static final Logger log = LoggerFactory.getLogger(Tail.class);
  private static final int AHEAD_BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(AHEAD_BYTES);

  final Segment segment;
  private final FileChannel channel;
  private final Limits limits;
  private long prepared;
  private Segment.Extent durable;

  Tail(Segment segment, FileChannel channel, Limits limits) throws IOException {
    this.segment = segment;
    this.channel = channel;
    this.limits = limits;
    this.prepared = channel.size();
    this.durable = segment.extent();
    segment.surplusBytes = 0;
  }

  /// How far from `from` on the frames go into this file. The first message of a file always does.
  int fitting(ByteBuffer frames, int from) {
    var start = segment.end() - from;
    var empty = segment.messages() == 0;
    var at = from;
    while (at < frames.position()) {
      var next = at + Frame.padded(Frame.length(frames, at));
      if (start + next > room(Frame.type(frames, at)) && !(empty && at == from)) break;
      at = next;
    }
    return at;
  }

  private long room(byte type) {
    var own = Math.max(prepared, limits.segmentBytes()) - Frame.END_MARK_BYTES;
    return Frame.carriesMessage(type) ? limits.segmentBytes() - limits.reserveBytes() : own;
  }

  /// Makes sure that so many bytes can be written, and acknowledgements behind messages.
  void prepare(long bytes, boolean messages) throws IOException {
    var needed =
        segment.end() + bytes + Frame.END_MARK_BYTES + (messages ? limits.reserveBytes() : 0);
    if (needed <= prepared) return;
    extend(Math.max(needed, Math.min(prepared + limits.aheadBytes(), limits.segmentBytes())));
  }

  private void extend(long target) throws IOException {
    try {
      while (prepared < target) {
        var size = (int) Math.min(ZEROS.capacity(), target - prepared);
        writeAll(ZEROS.duplicate().limit(size), prepared);
        prepared += size;
      }
    } catch (IOException e) {
      throw NoRoomException.orSame(e);
    }
  }

  /// Makes a new file durable that begins with these frames. It may be a used one.
  void begin(ByteBuffer frames) throws IOException {
    var page = ByteBuffer.allocate(FileHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    segment.header.put(page);
    prepared = Math.max(prepared, FileHeader.BYTES);
    writeAll(page.flip(), 0);
    prepare(frames.position(), true);
    write(frames, 0, frames.position());
    channel.force(true);
    durable = segment.extent();
  }

  /// Writes some frames, and an end mark behind them. They are not durable yet. Returns how many
  /// are messages.
  int write(ByteBuffer frames, int from, int to) throws IOException {
    var extent = mark(frames, from, to);
    var messages = (int) (extent.messages() - segment.messages());
    var last = to == frames.position();
    if (last) frames.putLong(to, 0);
    writeAll(
        frames.duplicate().limit(last ? to + Frame.END_MARK_BYTES : to).position(from),
        segment.end());
    segment.extent(extent);
    return messages;
  }

  private Segment.Extent mark(ByteBuffer frames, int from, int to) {
    var last = segment.last();
    var messages = segment.messages();
    var shift = segment.end() - from;
    for (var at = from; at < to; at += Frame.padded(Frame.length(frames, at))) {
      Frame.mark(frames, at, segment.header.mask());
      if (!Frame.carriesMessage(Frame.type(frames, at))) continue;
      last = Frame.sequence(frames, at);
      messages++;
      segment.index.passed(last, shift + at);
    }
    return new Segment.Extent(last, messages, shift + to);
  }

  void force() throws IOException {
    channel.force(false);
    durable = segment.extent();
  }

  /// Whether all that was written is durable.
  boolean isForced() {
    return durable.end() == segment.end();
  }

  /// Nothing is added any more; what was prepared for nothing goes back to the disk.
  void seal() {
    try (channel) {
      channel.truncate(segment.bytes());
      writeAll(ByteBuffer.allocate(Frame.END_MARK_BYTES), segment.end());
    } catch (IOException e) {
      segment.surplusBytes = preparedBytes();
      log.debug("{} keeps what was prepared for more", segment, e);
    }
  }

  /// After a failed write or force: closed for good, and as far as can be without what failed, so
  /// that a restart does not find messages of which it was said that they are not there.
  void abandon() {
    segment.failed = true;
    segment.extent(durable);
    seal();
  }

  boolean hasRoomFor(long bytes) {
    return segment.end() + bytes <= limits.segmentBytes() - limits.reserveBytes();
  }

  /// What is written with zeros alone.
  long preparedBytes() {
    return Math.max(0, prepared - segment.bytes());
  }

  void close() throws IOException {
    channel.close();
  }

  private void writeAll(ByteBuffer bytes, long at) throws IOException {
    var start = at - bytes.position();
    while (bytes.hasRemaining()) channel.write(bytes, start + bytes.position());
  }
}
