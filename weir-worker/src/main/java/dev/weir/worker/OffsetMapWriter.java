package dev.weir.worker;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Writes an [OffsetMap]: settled runs in their order, then the text.
///
/// Of all forms the one is taken that says most, and of these the shortest. Where nothing says all,
/// a prefix is said: offsets behind it come again, nothing else.
final class OffsetMapWriter {
  private static final int BITS_MAX = 8 * OffsetForm.BYTES_MAX;

  /// What is not longer is not worth deflating, nor another form.
  private static final int SHORT_BYTES = 48;

  /// How often a shorter prefix is deflated until it fits.
  private static final int CUTS_MAX = 8;

  private final long base;
  private final BitSet bits = new BitSet();
  private byte[] runs = new byte[64];
  private int runsBytes;

  /// Up to where runs say it.
  private long written;

  /// The run that may still grow.
  private long from;

  private long to;

  private boolean whole;

  /// @param committed the lowest offset that is not settled
  OffsetMapWriter(long committed) {
    this.base = committed;
    this.written = committed;
    this.from = committed;
    this.to = committed;
  }

  /// @param first not below the run before
  /// @param end the offset behind its last
  void settled(long first, long end) {
    if (first > to) {
      writeRun();
      from = first;
    }
    to = end;
  }

  private void writeRun() {
    if (from == to) return;
    writeNumber(from - written);
    writeNumber(to - from);
    written = to;
    var first = from - base;
    if (first < BITS_MAX) bits.set((int) first, (int) Math.min(to - base, BITS_MAX));
    from = to;
  }

  private void writeNumber(long number) {
    var left = number;
    while (runsBytes < OffsetForm.BYTES_MAX) {
      if (runsBytes == runs.length) runs = Arrays.copyOf(runs, 2 * runsBytes);
      var more = left >>> 7 != 0;
      runs[runsBytes++] = (byte) (more ? left | 0x80 : left);
      if (!more) return;
      left >>>= 7;
    }
  }

  /// The runs as text.
  ///
  /// @return "" where nothing is settled or nothing fits
  String text(int charactersMax) {
    writeRun();
    var room = (charactersMax - OffsetMap.FORMAT.length()) * 3 / 4 - OffsetMap.HEAD_BYTES;
    var best = raw(OffsetForm.RUNS, runs, runsBytes, room);
    if (best == null || best.end() < to || best.bytes().length > SHORT_BYTES) {
      var set = bits.toByteArray();
      best = better(best, raw(OffsetForm.BITS, set, set.length, room));
      best = better(best, deflated(OffsetForm.RUNS, runs, runsBytes, room));
      best = better(best, deflated(OffsetForm.BITS, set, set.length, room));
    }
    whole = to == base || (best != null && best.end() == to);
    return best == null ? "" : text(best);
  }

  /// Whether the text says all of it.
  boolean isWhole() {
    return whole;
  }

  private @Nullable Piece raw(OffsetForm form, byte[] bytes, int length, int room) {
    var cut = form.cut(bytes, Math.min(length, room));
    return piece(form.number(false), Arrays.copyOf(bytes, Math.max(cut, 0)), end(form, bytes, cut));
  }

  private @Nullable Piece deflated(OffsetForm form, byte[] bytes, int length, int room) {
    var cut = form.cut(bytes, length);
    for (var cuts = 0; cuts < CUTS_MAX && cut > 0; cuts++) {
      var deflated = Deflated.deflate(bytes, cut);
      if (deflated.length <= room) {
        return piece(form.number(true), deflated, end(form, bytes, cut));
      }
      // As if all parts of it were as dense, and a little less.
      cut = form.cut(bytes, (int) (0.98 * cut * room / deflated.length));
    }
    return null;
  }

  /// The offset behind the last that a prefix says to be settled.
  private long end(OffsetForm form, byte[] bytes, int length) {
    var bounds = length <= 0 ? null : form.bounds(base, bytes, length);
    return bounds == null || bounds.length == 0 ? base : bounds[bounds.length - 1];
  }

  private @Nullable Piece piece(byte form, byte[] bytes, long end) {
    return end == base ? null : new Piece(form, bytes, end);
  }

  private static @Nullable Piece better(@Nullable Piece one, @Nullable Piece other) {
    if (one == null || other == null) return one == null ? other : one;
    if (one.end() != other.end()) return one.end() > other.end() ? one : other;
    return one.bytes().length <= other.bytes().length ? one : other;
  }

  private String text(Piece piece) {
    var all = new byte[OffsetMap.HEAD_BYTES + piece.bytes().length];
    ByteBuffer.wrap(all).position(OffsetMap.CHECKSUM_BYTES).put(piece.form()).put(piece.bytes());
    ByteBuffer.wrap(all).putInt(OffsetMap.checksum(base, all));
    return OffsetMap.FORMAT + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /// A prefix in one form; the bytes are never written again.
  ///
  /// @param end the offset behind the last that it says to be settled
  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(byte form, byte[] bytes, long end) {}
}
