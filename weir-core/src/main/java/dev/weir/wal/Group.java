package dev.weir.wal;

import dev.weir.Message;
import dev.weir.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The frames that are written and forced together, and who hears of it.
///
/// Guarded by the monitor of [Intake] while it is filled; the writer's own afterwards.
final class Group {
  private static final int BYTES = 256 << 10;
  private static final int KEPT_BYTES = 8 << 20;

  private final MessageCodec codec = new MessageCodec();
  private final CRC32C crc = new CRC32C();
  private ByteBuffer frames = allocate(BYTES);
  private List<Wal.Listener> listeners = new ArrayList<>();
  private long head;

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The most that a message can take of a file.
  static long bytesMax(Message message, @Nullable Problem reason) {
    return Frame.HEADER_BYTES + Long.BYTES + MessageCodec.bytesMax(message, reason);
  }

  /// Hot.
  void add(Entry entry, long bytesMax, long timestamp, Wal.Listener listener) {
    var start = begin(bytesMax);
    var whole = false;
    try {
      var reason = entry.reason();
      codec.put(frames, entry.message(), reason, timestamp);
      end(start, reason == null ? Frame.DATA : Frame.DEAD_LETTER, entry.sequence());
      whole = true;
    } finally {
      if (!whole) frames.position(start);
    }
    listeners.add(listener);
  }

  void addAcks(Ranges acks, long head) {
    var start = begin(acks.bytesMax() + Frame.HEADER_BYTES + Long.BYTES);
    acks.put(frames);
    end(start, Frame.ACKS, head);
  }

  void addCheckpoint(Checkpoint checkpoint, long head) {
    var start = begin(checkpoint.bytesMax() + Frame.HEADER_BYTES + Long.BYTES);
    checkpoint.put(frames);
    end(start, Frame.CHECKPOINT, head);
  }

  /// A frame of another file, whose header is not yet of this one.
  void addCopy(ByteBuffer frame) {
    begin(frame.remaining() - Frame.HEADER_BYTES);
    frames.position(frames.position() - Frame.HEADER_BYTES);
    frames.put(frame);
  }

  private int begin(long bytesMax) {
    var needed = frames.position() + bytesMax + Frame.HEADER_BYTES + Frame.END_MARK_BYTES;
    if (needed > frames.capacity()) grow(needed);
    var start = frames.position();
    frames.position(start + Frame.HEADER_BYTES);
    return start;
  }

  private void grow(long needed) {
    var roomy = Math.max(needed, Math.min(2L * frames.capacity(), KEPT_BYTES));
    var grown = allocate(Math.toIntExact(roomy));
    grown.put(frames.flip());
    frames = grown;
  }

  private void end(int start, byte type, long sequence) {
    Frame.complete(frames, start, type, sequence, crc);
  }

  /// The frames end at the position; behind them there is room for an end mark.
  ByteBuffer frames() {
    return frames;
  }

  int bytes() {
    return frames.position();
  }

  boolean isEmpty() {
    return frames.position() == 0;
  }

  int messages() {
    return listeners.size();
  }

  /// No message of it has this sequence or a greater one; no later one has a smaller one.
  long head() {
    return head;
  }

  void head(long sequence) {
    head = sequence;
  }

  /// Empties the group and gives away who was to hear of it.
  List<Wal.Listener> clear() {
    var told = listeners;
    listeners = new ArrayList<>(told.size());
    frames = frames.capacity() > KEPT_BYTES ? allocate(BYTES) : frames.clear();
    return told;
  }
}
