package dev.weir.gateway.frames;

import dev.weir.Message;
import dev.weir.config.FramesConfig;
import dev.weir.fuzz.Law;
import dev.weir.fuzz.Pieces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The bytes of one connection of the Unix socket: however they are cut, they are the same frames,
/// and what waits for its end takes no more than twice its room.
public final class FrameTarget {
  private static final int FRAME_BYTES_MAX = 1_536;
  private static final int KEPT_BYTES_MAX = 2 * (4 + FRAME_BYTES_MAX);

  private static final FrameCodec.Terms TERMS =
      new FrameCodec.Terms(FRAME_BYTES_MAX, Message.ANY_PARTITION, FramesConfig.EmptyKey.NULL);

  private FrameTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Law.same(
        read(Pieces.whole(input)), read(Pieces.cut(input)), "the same bytes are the same frames");
  }

  private static List<String> read(List<byte[]> pieces) {
    var codec = new FrameCodec(TERMS);
    var frames = new ArrayList<String>();
    for (var piece : pieces) {
      codec.feed(piece);
      for (var frame = codec.next(); frame != null; frame = codec.next()) frames.add(text(frame));
      Law.holds(codec.keep() <= KEPT_BYTES_MAX, "no more is kept than a frame has");
    }
    var end = codec.end();
    if (end != null) frames.add(text(end));
    Law.same(0, codec.keep(), "nothing is kept after the end");
    return frames;
  }

  private static String text(Frame frame) {
    return switch (frame) {
      case Frame.Whole(var message) -> text(message);
      case Frame.Invalid(var reason) -> reason.name();
    };
  }

  private static String text(Message message) {
    Law.holds(message.topic().length() <= 255, "a topic has at most 255 bytes");
    Law.holds(!message.topic().isEmpty(), "a frame without a bucket has a topic");
    var value = message.value();
    Law.holds(value != null, "a frame has a value");
    var name = message.topic().getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.toString(name)
        + Arrays.toString(message.key())
        + Arrays.toString(value)
        + message.partition();
  }
}
