package dev.weir.gateway.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the fields of one protobuf message, in the order of its calls. For answers that are rare.
final class ProtoWriter {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  ProtoWriter number(int field, long value) {
    varint((long) field << 3 | ProtoFields.VARINT);
    varint(value);
    return this;
  }

  ProtoWriter text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes, or a message of its own.
  ProtoWriter bytes(int field, byte[] bytes) {
    varint((long) field << 3 | ProtoFields.BYTES);
    varint(bytes.length);
    written.writeBytes(bytes);
    return this;
  }

  /// What another one has written.
  ProtoWriter then(ProtoWriter other) {
    written.writeBytes(other.bytes());
    return this;
  }

  private void varint(long value) {
    var rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) written.write((int) (rest & 0x7F) | 0x80);
    written.write((int) rest);
  }

  byte[] bytes() {
    return written.toByteArray();
  }
}
