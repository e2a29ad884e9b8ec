package dev.weir.worker;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// How settled offsets become bytes.
///
/// | form | the bytes behind it |
/// |---|---|
/// | 0 | lengths of runs from the committed offset on: unsettled, settled, unsettled, …; each 7 bits a byte, the lowest first, and the highest bit set where there is more |
/// | 1 | a bit for each offset from the committed one on, set where it is settled; the lowest bit of a byte first |
/// | 2, 3 | 0 and 1, deflated (RFC 1951) |
///
/// Bytes may come from anybody: whatever they are, it ends soon, with little memory.
enum OffsetForm {
  RUNS {
    @Override
    int cut(byte[] bytes, int length) {
      var cut = length;
      while (cut > 0 && bytes[cut - 1] < 0) cut--; // a number has to be whole
      return cut;
    }

    @Override
    long @Nullable [] bounds(long base, byte[] bytes, int length) {
      var bounds = new long[2 * (length / 2)];
      var count = 0;
      var offset = base;
      var number = 0L;
      var shift = 0;
      for (var i = 0; i < length; i++) {
        if (shift >= Long.SIZE - 7 && bytes[i] != 0) return null; // it exceeds any offset
        number |= (bytes[i] & 0x7FL) << shift;
        shift += 7;
        if (bytes[i] < 0) continue;
        // Runs that have no length would make two of one; there is none but in front.
        if ((number == 0 && i > 0) || number > Long.MAX_VALUE - offset) return null;
        offset += number;
        if (count < bounds.length) bounds[count++] = offset;
        number = 0;
        shift = 0;
      }
      return shift == 0 ? Arrays.copyOf(bounds, count - count % 2) : null;
    }
  },

  BITS {
    @Override
    int cut(byte[] bytes, int length) {
      var cut = length;
      while (cut > 0 && bytes[cut - 1] == 0) cut--;
      return cut;
    }

    @Override
    long @Nullable [] bounds(long base, byte[] bytes, int length) {
      if (base > Long.MAX_VALUE - 8L * length) return null;
      var bits = BitSet.valueOf(Arrays.copyOf(bytes, length));
      var bounds = new long[16];
      var count = 0;
      for (var from = bits.nextSetBit(0); from >= 0; ) {
        var to = bits.nextClearBit(from);
        if (count == bounds.length) bounds = Arrays.copyOf(bounds, 2 * count);
        bounds[count++] = base + from;
        bounds[count++] = base + to;
        from = bits.nextSetBit(to);
      }
      return Arrays.copyOf(bounds, count);
    }
  };

  /// What is deflated has no more bytes than these: 262,144 offsets as bits, and a reader of them
  /// needs 2 MiB at most.
  static final int BYTES_MAX = 1 << 15;

  private static final OffsetForm[] ALL = values();

  /// The longest prefix up to that length that can be read.
  abstract int cut(byte[] bytes, int length);

  /// First offsets of settled runs, and those behind their last ones.
  ///
  /// @return null if bytes cannot mean this
  abstract long @Nullable [] bounds(long base, byte[] bytes, int length);

  @SuppressWarnings("EnumOrdinal") // the order is the format's, and never changes
  byte number(boolean deflated) {
    return (byte) (deflated ? ALL.length + ordinal() : ordinal());
  }

  /// The bounds of a map in whatever form.
  ///
  /// @param from where the number of the form is
  /// @return null if bytes cannot mean this
  static long @Nullable [] read(long base, byte[] bytes, int from) {
    int number = bytes[from];
    if (number < 0 || number >= 2 * ALL.length) return null;
    var form = ALL[number % ALL.length];
    var rest = Arrays.copyOfRange(bytes, from + 1, bytes.length);
    var raw = number < ALL.length ? rest : Deflated.inflate(rest, BYTES_MAX);
    return raw == null || raw.length > BYTES_MAX ? null : form.bounds(base, raw, raw.length);
  }
}
