package dev.weir.gateway.grpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks over the fields of one protobuf message after another, so that a reader takes those it
/// knows and passes over the others.
///
/// | wire type | the value |
/// |---|---|
/// | 0 | a varint: 7 bits a byte, the lowest first |
/// | 1 | 8 bytes |
/// | 2 | a varint, and as many bytes as it says |
/// | 5 | 4 bytes |
///
/// Groups, types 3 and 4, are long gone from the language and count as malformed.
final class ProtoFields {
  static final int VARINT = 0;
  static final int BYTES = 2;
  private static final int FIXED_64 = 1;
  private static final int FIXED_32 = 5;

  private byte[] bytes;
  private int begin;
  private int end;
  private int at;
  private int number;
  private int type;
  private long varint;
  private int from;
  private boolean malformed;

  ProtoFields(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  ProtoFields(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    begin(bytes, from, to);
  }

  /// Goes on with another message: the bytes from one place up to another.
  void begin(byte[] other, int from, int to) {
    bytes = other;
    begin = from;
    at = from;
    end = to;
    malformed = false;
  }

  /// Moves to the next field; false at the end, or where the bytes stop making sense. Hot.
  boolean next() {
    if (malformed || at == end) return false;
    var tag = readVarint();
    number = (int) (tag >>> 3);
    type = (int) tag & 7;
    if (number == 0 || tag >>> 32 != 0) malformed = true;
    readValue();
    return !malformed;
  }

  private void readValue() {
    switch (type) {
      case VARINT -> varint = readVarint();
      case FIXED_64 -> skip(Long.BYTES);
      case BYTES -> skip(readVarint());
      case FIXED_32 -> skip(Integer.BYTES);
      default -> malformed = true;
    }
  }

  private void skip(long length) {
    from = at;
    if (length < 0 || length > end - at) {
      malformed = true;
    } else {
      at += (int) length;
    }
  }

  private long readVarint() {
    var value = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == end) break;
      var b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) return value;
    }
    malformed = true;
    return 0;
  }

  /// Whether the walk ended early.
  boolean malformed() {
    return malformed;
  }

  boolean is(int number, int type) {
    return this.number == number && this.type == type;
  }

  long varint() {
    return varint;
  }

  byte[] bytes() {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /// Whether the field's bytes are these. Hot.
  boolean are(byte[] others) {
    return Arrays.equals(bytes, from, at, others, 0, others.length);
  }

  String text() {
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  /// The text of the last field of this number in the rest of the message, or none.
  String text(int wanted) {
    var found = "";
    while (next()) {
      if (is(wanted, BYTES)) found = text();
    }
    return found;
  }

  /// The whole message.
  byte[] all() {
    return Arrays.copyOfRange(bytes, begin, end);
  }

  /// The field's bytes as a message of their own.
  ProtoFields nested() {
    return new ProtoFields(bytes, from, at);
  }
}
