package dev.weir.worker;

import dev.weir.fuzz.Law;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The metadata of a commit, which anybody may have written.
///
/// | first byte of the input | the rest |
/// |---|---|
/// | 255 | the metadata |
/// | less | form and offsets, which get a good checksum; the committed offset is of that byte's bits |
public final class OffsetsTarget {
  private static final int WHOLE_TEXT = 0xFF;
  private static final int CHARACTERS_MAX = 1 << 16;
  private static final int RECORDS = 300;

  private OffsetsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) return;
    var first = input[0] & 0xFF;
    var rest = Arrays.copyOfRange(input, 1, input.length);
    var committed = (1L << (first & 0x3F)) - 1;
    var text =
        first == WHOLE_TEXT
            ? new String(rest, StandardCharsets.ISO_8859_1)
            : withChecksum(committed, rest);
    var map = OffsetMap.read(committed, text);
    records(committed, text);
    if (map == null) return;
    var again = written(committed, map);
    Law.holds(again.length() <= CHARACTERS_MAX, "a limit is kept");
    var same = OffsetMap.read(committed, again);
    if (same == null) throw new AssertionError("It does not hold that we read what we write");
    Law.same(again, written(committed, same), "written again it is the same");
  }

  private static String withChecksum(long committed, byte[] offsets) {
    var bytes = new byte[OffsetMap.CHECKSUM_BYTES + offsets.length];
    System.arraycopy(offsets, 0, bytes, OffsetMap.CHECKSUM_BYTES, offsets.length);
    ByteBuffer.wrap(bytes).putInt(OffsetMap.checksum(committed, bytes));
    return OffsetMap.FORMAT + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String written(long committed, OffsetMap map) {
    var writer = new OffsetMapWriter(committed);
    map.write(committed, writer);
    return writer.text(CHARACTERS_MAX);
  }

  /// Records come, and those that the map has not named are settled, but the first.
  private static void records(long committed, String text) {
    var map = OffsetMap.read(committed, text);
    var offsets = Offsets.from(committed, text);
    Law.same(map == null, offsets.foreign(), "what is not understood is foreign");
    var lowest = -1L;
    for (var i = 0; i < RECORDS && committed < Long.MAX_VALUE - 2 * RECORDS; i++) {
      var offset = committed + 2L * i;
      var slot = offsets.add(offset);
      Law.same(map != null && map.settled(offset), slot < 0, "what is named does not come again");
      if (slot < 0) continue;
      if (lowest < 0) {
        lowest = offset;
      } else {
        offsets.settle(slot);
      }
      Law.same(lowest, offsets.committable(), "the first one is the lowest that is not settled");
    }
    Law.holds(offsets.metadata(100).length() <= 100, "a limit is kept");
  }
}
