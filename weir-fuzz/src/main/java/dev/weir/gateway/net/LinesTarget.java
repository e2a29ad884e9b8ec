package dev.weir.gateway.net;

import dev.weir.fuzz.Law;
import dev.weir.fuzz.Pieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A body that is cut into lines: however it comes, they are the same lines, and what waits for its
/// end takes no more than twice its room.
public final class LinesTarget {
  private static final int LINE_BYTES_MAX = 64;

  private LinesTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var whole = read(Pieces.whole(input));
    Law.same(whole, read(Pieces.cut(input)), "the same bytes are the same lines");
    Law.same(plainly(Pieces.whole(input).getFirst()), whole, "lines end where they end");
  }

  private static List<String> read(List<byte[]> pieces) {
    var cutter = new LineCutter(LINE_BYTES_MAX);
    var lines = new ArrayList<String>();
    for (var piece : pieces) {
      cutter.feed(piece.clone());
      for (var cut = cutter.next(); cut != null; cut = cutter.next()) lines.add(text(cut));
      Law.holds(cutter.keep() <= 2 * LINE_BYTES_MAX, "no more is kept than a line has");
    }
    var last = cutter.last();
    if (last != null) lines.add(text(last));
    return lines;
  }

  private static String text(Cutter.Cut cut) {
    return switch (cut) {
      case Cutter.Cut.Line(var bytes) -> Arrays.toString(bytes);
      case Cutter.Cut.Oversized() -> "oversized";
    };
  }

  private static List<String> plainly(byte[] bytes) {
    var lines = new ArrayList<String>();
    var from = 0;
    for (var i = 0; i <= bytes.length; i++) {
      if (i < bytes.length ? bytes[i] != '\n' : from == i) continue;
      var line = Arrays.toString(Arrays.copyOfRange(bytes, from, i));
      lines.add(i - from > LINE_BYTES_MAX ? "oversized" : line);
      from = i + 1;
    }
    return lines;
  }
}
