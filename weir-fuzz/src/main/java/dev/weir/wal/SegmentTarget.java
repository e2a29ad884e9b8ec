package dev.weir.wal;

import dev.weir.fuzz.Inputs;
import dev.weir.fuzz.Law;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A file of the log. What is damaged is passed over, and said; nothing else may come of it, also
/// where the checksums are right and the bytes mean nothing.
///
/// | first byte of the input | the rest |
/// |---|---|
/// | even | all that stands behind a good header |
/// | odd | payloads of frames with good checksums: type, sequence, length, each a byte; payload |
/// | 255 | the whole file |
public final class SegmentTarget {
  private static final int WHOLE_FILE = 0xFF;
  private static final int BODY_BYTES_MAX = 1 << 16;
  private static final FileHeader HEADER = new FileHeader(100, 1, FileHeader.REPLACES_NOTHING);
  private static final Inputs INPUTS = new Inputs();

  private SegmentTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0 || input.length > BODY_BYTES_MAX) return;
    var file = INPUTS.file("%020d.wal".formatted(HEADER.base()), bytes(ByteBuffer.wrap(input)));
    try {
      var log = WalFiles.open(INPUTS.folder());
      var damages = log.read(item -> again(item.entry()));
      for (var damage : damages) {
        Law.same(file, damage.file(), "damage is in the file that has it");
        Law.holds(damage.from() <= damage.to(), "damage ends behind its beginning");
      }
    } catch (WalException e) {
      Law.holds(e.getMessage() != null, "a log that cannot be used is refused with a text");
    }
  }

  private static byte[] bytes(ByteBuffer input) {
    var kind = input.get() & 0xFF;
    var file = ByteBuffer.allocate(FileHeader.BYTES + 16 * BODY_BYTES_MAX);
    file.order(ByteOrder.LITTLE_ENDIAN);
    if (kind != WHOLE_FILE) HEADER.put(file);
    if (kind == WHOLE_FILE || kind % 2 == 0) {
      file.put(input);
    } else {
      while (input.remaining() >= 3) frame(file, input);
    }
    var bytes = new byte[file.flip().remaining()];
    file.get(bytes);
    return bytes;
  }

  private static void frame(ByteBuffer file, ByteBuffer input) {
    var start = file.position();
    var type = input.get();
    var sequence = input.get() & 0xFF;
    var length = Math.min(input.get() & 0xFF, input.remaining());
    file.position(start + Frame.HEADER_BYTES);
    file.put(input.slice(input.position(), length));
    input.position(input.position() + length);
    Frame.complete(file, start, type, sequence, new CRC32C());
    Frame.mark(file, start, HEADER.mask());
  }

  /// What was read can be written, and read as the same.
  private static void again(Entry entry) {
    var message = entry.message();
    var size = MessageCodec.bytesMax(message, entry.reason());
    Law.holds(size <= 16L * BODY_BYTES_MAX, "a message is not larger than its file");
    var bytes = ByteBuffer.allocate((int) size);
    new MessageCodec().put(bytes, message, entry.reason(), message.timestamp());
    var type = entry.reason() == null ? Frame.DATA : Frame.DEAD_LETTER;
    var read = new MessageCodec().get(bytes.flip(), entry.sequence(), type);
    Law.same(message.topic(), read.message().topic(), "a topic stays");
    Law.same(message.sizeBytes(), read.message().sizeBytes(), "a message stays");
  }
}
