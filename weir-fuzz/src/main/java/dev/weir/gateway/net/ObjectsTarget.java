package dev.weir.gateway.net;

import dev.weir.fuzz.Law;
import dev.weir.fuzz.Pieces;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A body that is cut into JSON objects: however it comes, they are the same, what waits for its
/// end takes no more than twice its room, and nothing but white space gets lost.
public final class ObjectsTarget {
  private static final int OBJECT_BYTES_MAX = 64;

  private ObjectsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var whole = read(Pieces.whole(input));
    Law.same(text(whole), text(read(Pieces.cut(input))), "the same bytes are the same objects");
    if (whole.stream().noneMatch(Cutter.Cut.Oversized.class::isInstance)) {
      Law.same(
          Arrays.toString(dense(Pieces.whole(input).getFirst())),
          Arrays.toString(dense(joined(whole))),
          "all bytes are in a piece");
    }
  }

  private static List<Cutter.Cut> read(List<byte[]> pieces) {
    var cutter = new JsonCutter(OBJECT_BYTES_MAX);
    var cuts = new ArrayList<Cutter.Cut>();
    for (var piece : pieces) {
      cutter.feed(piece.clone());
      for (var cut = cutter.next(); cut != null; cut = cutter.next()) cuts.add(cut);
      Law.holds(cutter.keep() <= 2 * OBJECT_BYTES_MAX, "no more is kept than an object has");
    }
    var last = cutter.last();
    if (last != null) cuts.add(last);
    return cuts;
  }

  private static String text(List<Cutter.Cut> cuts) {
    return cuts.stream().map(ObjectsTarget::text).toList().toString();
  }

  private static String text(Cutter.Cut cut) {
    return switch (cut) {
      case Cutter.Cut.Line(var bytes) -> Arrays.toString(bytes);
      case Cutter.Cut.Oversized() -> "oversized";
    };
  }

  private static byte[] joined(List<Cutter.Cut> cuts) {
    var joined = new ByteArrayOutputStream();
    for (var cut : cuts) {
      if (cut instanceof Cutter.Cut.Line(var bytes)) joined.writeBytes(bytes);
    }
    return joined.toByteArray();
  }

  private static byte[] dense(byte[] bytes) {
    var dense = new ByteArrayOutputStream();
    for (var b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') dense.write(b);
    }
    return dense.toByteArray();
  }
}
