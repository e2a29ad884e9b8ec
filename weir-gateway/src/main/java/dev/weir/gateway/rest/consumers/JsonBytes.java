package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;

/// JSON that is written straight into bytes. One thread writes it. Hot.
final class JsonBytes {
  private static final byte[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(ISO_8859_1);

  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
  private static final byte[] LONG_MIN = "-9223372036854775808".getBytes(ISO_8859_1);

  /// From so many bytes on, the library's loop is worth a copy of what it makes.
  private static final int LIBRARY_BYTES = 512;

  private static final int ESCAPE_BYTES = 6;
  private static final int BYTES_MAX = Integer.MAX_VALUE - 64;

  private static final long[] POWERS = powers();

  private byte[] bytes;
  private int length;

  /// The library's loop writes at the beginning of an array only.
  private byte[] scratch = new byte[0];

  private static long[] powers() {
    var powers = new long[19];
    powers[0] = 1;
    for (var i = 1; i < powers.length; i++) powers[i] = powers[i - 1] * 10;
    return powers;
  }

  JsonBytes(long capacity) {
    bytes = new byte[Math.clamp(capacity, 64, BYTES_MAX)];
  }

  int length() {
    return length;
  }

  /// Takes back what was written since.
  void cut(int to) {
    length = to;
  }

  byte[] toBytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void need(long more) {
    if (bytes.length - length >= more) return;
    var wanted = Math.max(length + more, bytes.length + (bytes.length >> 1));
    if (length + more > BYTES_MAX) throw new OutOfMemoryError("an answer of more than 2 GB");
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, BYTES_MAX));
  }

  JsonBytes raw(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  JsonBytes raw(char one) {
    need(1);
    bytes[length++] = (byte) one;
    return this;
  }

  JsonBytes number(long number) {
    if (number == Long.MIN_VALUE) return raw(LONG_MIN);
    var left = Math.abs(number);
    var digits = digits(left);
    need(number < 0 ? digits + 1L : digits); // just what it takes: see Records
    if (number < 0) bytes[length++] = '-';
    var end = length + digits;
    length = end;
    while (left >= 10) {
      var tens = left / 10;
      bytes[--end] = (byte) ('0' + (left - tens * 10));
      left = tens;
    }
    bytes[--end] = (byte) ('0' + left);
    return this;
  }

  /// How long a number is that is not negative.
  static int digits(long number) {
    var digits = ((Long.SIZE - Long.numberOfLeadingZeros(number | 1)) * 1233) >>> 12; // × log10(2)
    return number < POWERS[digits] ? Math.max(1, digits) : digits + 1;
  }

  /// A JSON string of base64.
  JsonBytes base64(byte[] data) {
    need(base64Length(data.length) + 2L);
    bytes[length++] = '"';
    if (data.length >= LIBRARY_BYTES) {
      var wanted = base64Length(data.length);
      if (scratch.length < wanted) scratch = new byte[Math.max(wanted, scratch.length * 2)];
      Base64.getEncoder().encode(data, scratch);
      System.arraycopy(scratch, 0, bytes, length, wanted);
      length += wanted;
    } else {
      encode(data);
    }
    bytes[length++] = '"';
    return this;
  }

  static int base64Length(int bytes) {
    return (int) Math.min((bytes + 2L) / 3 * 4, BYTES_MAX);
  }

  private void encode(byte[] data) {
    var out = bytes;
    var at = length;
    var whole = data.length - data.length % 3;
    for (var i = 0; i < whole; i += 3) {
      var bits = ((data[i] & 0xff) << 16) | ((data[i + 1] & 0xff) << 8) | (data[i + 2] & 0xff);
      out[at++] = BASE64[bits >>> 18];
      out[at++] = BASE64[(bits >>> 12) & 0x3f];
      out[at++] = BASE64[(bits >>> 6) & 0x3f];
      out[at++] = BASE64[bits & 0x3f];
    }
    if (whole < data.length) {
      var two = whole + 1 < data.length;
      var bits = ((data[whole] & 0xff) << 16) | (two ? (data[whole + 1] & 0xff) << 8 : 0);
      out[at++] = BASE64[bits >>> 18];
      out[at++] = BASE64[(bits >>> 12) & 0x3f];
      out[at++] = two ? BASE64[(bits >>> 6) & 0x3f] : (byte) '=';
      out[at++] = '=';
    }
    length = at;
  }

  /// A JSON string of text.
  JsonBytes text(String text) {
    return text(text.getBytes(UTF_8));
  }

  /// A JSON string of UTF-8, which must be well-formed.
  JsonBytes text(byte[] utf8) {
    need(utf8.length + 2L);
    bytes[length++] = '"';
    for (var b : utf8) {
      if (b >= 0 && (b < ' ' || b == '"' || b == '\\')) {
        escape(b);
      } else {
        if (length == bytes.length) need(1);
        bytes[length++] = b;
      }
    }
    return raw('"');
  }

  private void escape(byte b) {
    need(ESCAPE_BYTES);
    bytes[length++] = '\\';
    var brief =
        switch (b) {
          case '"', '\\' -> b;
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          default -> 0;
        };
    if (brief != 0) {
      bytes[length++] = (byte) brief;
      return;
    }
    bytes[length++] = 'u';
    bytes[length++] = '0';
    bytes[length++] = '0';
    bytes[length++] = HEX[b >>> 4];
    bytes[length++] = HEX[b & 0xf];
  }
}
