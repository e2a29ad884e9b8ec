package dev.weir.gateway.rest.schema;

import java.nio.ByteBuffer;

/// How bytes tell the schema that they were written with.
///
/// | bytes | |
/// | --- | --- |
/// | 0 | always 0 |
/// | 1–4 | the id of the schema, big-endian |
/// | 5… | the payload; in protobuf, the place of the message in its file comes before it |
final class Frame {
  static final int HEAD = 5;

  private Frame() {}

  static byte[] of(int id, byte[] payload) {
    return ByteBuffer.allocate(HEAD + payload.length).put((byte) 0).putInt(id).put(payload).array();
  }

  static boolean isOne(byte[] bytes) {
    return bytes.length >= HEAD && bytes[0] == 0;
  }

  static int id(byte[] framed) {
    return ByteBuffer.wrap(framed).getInt(1);
  }
}
