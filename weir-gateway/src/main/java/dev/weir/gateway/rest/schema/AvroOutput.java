package dev.weir.gateway.rest.schema;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Avro's binary encoding of simple values. Used once, by one thread.
final class AvroOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  void bool(boolean value) {
    bytes.write(value ? 1 : 0);
  }

  /// The sign becomes the lowest bit, then come seven bits a byte.
  void number(long value) {
    var bits = (value << 1) ^ (value >> 63);
    while ((bits & ~0x7FL) != 0) {
      bytes.write((int) ((bits & 0x7F) | 0x80));
      bits >>>= 7;
    }
    bytes.write((int) bits);
  }

  void single(float value) {
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
  }

  void precise(double value) {
    bytes.writeBytes(
        ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
  }

  void counted(byte[] value) {
    number(value.length);
    bytes.writeBytes(value);
  }

  void fixed(byte[] value) {
    bytes.writeBytes(value);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
