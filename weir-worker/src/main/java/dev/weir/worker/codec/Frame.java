package dev.weir.worker.codec;

import dev.weir.worker.Codec.Context;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// How bytes tell the schema that they were written with.
///
/// | bytes | |
/// | --- | --- |
/// | 0 | always 0 |
/// | 1–4 | the id of the schema, big-endian |
/// | 5… | the payload; in protobuf, the place of the message in its file comes before it |
final class Frame {
  private static final int HEAD = 5;

  private Frame() {}

  static byte[] of(int id, byte[] payload) {
    return ByteBuffer.allocate(HEAD + payload.length).put((byte) 0).putInt(id).put(payload).array();
  }

  /// @throws dev.weir.worker.DecodeException if there is none
  static int id(Context context, byte[] framed) {
    if (framed.length < HEAD) {
      throw Misfit.of(context, "framed", "it has %d bytes and not 5".formatted(framed.length));
    }
    if (framed[0] != 0) {
      throw Misfit.of(context, "framed", "its first byte is %d and not 0".formatted(framed[0]));
    }
    return ByteBuffer.wrap(framed).getInt(1);
  }

  static byte[] payload(byte[] framed) {
    return Arrays.copyOfRange(framed, HEAD, framed.length);
  }
}
