package dev.weir.gateway.net;

import dev.weir.fuzz.Law;
import dev.weir.fuzz.Pieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The bytes of one gRPC call: however they are cut, they are the same messages, and what waits for
/// its end takes no more than twice its room.
public final class GrpcFramesTarget {
  private static final int MESSAGE_BYTES_MAX = 1_024;
  private static final int KEPT_BYTES_MAX = 2 * (GrpcFrames.PREFIX_BYTES + MESSAGE_BYTES_MAX);

  private GrpcFramesTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Law.same(
        read(Pieces.whole(input)), read(Pieces.cut(input)), "the same bytes are the same messages");
  }

  private static List<String> read(List<byte[]> pieces) {
    var frames = new GrpcFrames(MESSAGE_BYTES_MAX);
    var messages = new ArrayList<String>();
    for (var piece : pieces) {
      frames.feed(piece);
      for (var frame = frames.next(); frame != null; frame = frames.next()) {
        messages.add(text(frame));
        // Nothing behind it is read.
        if (frame instanceof GrpcFrames.Frame.Oversized) return messages;
      }
      Law.holds(frames.keep() <= KEPT_BYTES_MAX, "no more is kept than a message has");
    }
    return messages;
  }

  private static String text(GrpcFrames.Frame frame) {
    return switch (frame) {
      case GrpcFrames.Frame.Message(var compressed, var bytes, var from, var to) ->
          compressed + Arrays.toString(Arrays.copyOfRange(bytes, from, to));
      case GrpcFrames.Frame.Oversized(var bytes) -> "oversized " + bytes;
    };
  }
}
