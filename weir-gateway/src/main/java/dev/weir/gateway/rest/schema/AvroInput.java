package dev.weir.gateway.rest.schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Avro's binary encoding of simple values. It takes no more memory than there are bytes. Used
/// once, by one thread.
final class AvroInput {
  private static final int LONG_BITS = 64;

  private final ByteBuffer bytes;

  AvroInput(byte[] bytes, int from) {
    this.bytes = ByteBuffer.wrap(bytes, from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  int remaining() {
    return bytes.remaining();
  }

  boolean bool() {
    return switch (need(1).get()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new Misfit("a boolean is 0 or 1");
    };
  }

  /// The sign is the lowest bit, then come seven bits a byte.
  long number() {
    long bits = 0;
    for (int shift = 0; shift < LONG_BITS; shift += 7) {
      int next = need(1).get();
      bits |= (next & 0x7FL) << shift;
      if (next >= 0) return (bits >>> 1) ^ -(bits & 1);
    }
    throw new Misfit("a number has more than 64 bits");
  }

  int integer() {
    var number = number();
    if (number != (int) number) throw new Misfit("%d is not an int".formatted(number));
    return (int) number;
  }

  float single() {
    return need(Float.BYTES).getFloat();
  }

  double precise() {
    return need(Double.BYTES).getDouble();
  }

  /// Text, or bytes, with its length before it.
  byte[] counted() {
    return taken(number());
  }

  byte[] taken(long length) {
    if (length < 0) throw new Misfit("a length is negative");
    need(length);
    var taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  String text() {
    return new String(counted(), StandardCharsets.UTF_8);
  }

  /// How many elements the next block has; 0 at the end.
  long block() {
    var count = number();
    if (count >= 0) return count;
    number(); // the size, for those who pass over it
    if (count == Long.MIN_VALUE) throw new Misfit("a count is out of range");
    return -count;
  }

  private ByteBuffer need(long length) {
    if (bytes.remaining() < length) {
      throw new Misfit(
          "the bytes end where %,d more should come".formatted(length - bytes.remaining()));
    }
    return bytes;
  }
}
