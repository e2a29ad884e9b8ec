package dev.weir.testkit.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The bytes of ASN.1's DER: a tag, a length, a value. No more of it than a certificate takes.
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int EXPLICIT = 0xa0;
  private static final int SHORT_MAX = 0x7f;
  private static final int SEVEN_BITS = 7;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, joined(parts));
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] yes() {
    return tagged(BOOLEAN, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[] value) {
    return tagged(OCTET_STRING, value);
  }

  /// Bits of which the last byte leaves some unused.
  static byte[] bits(int unused, byte... value) {
    return tagged(BIT_STRING, joined(new byte[] {(byte) unused}, value));
  }

  static byte[] time(Instant time) {
    return tagged(GENERALIZED_TIME, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /// An identifier such as `2.5.29.17`: the first two numbers in one byte, seven bits a byte for
  /// the others.
  static byte[] id(String dotted) {
    var numbers = dotted.split("\\.", -1);
    var bytes = new ByteArrayOutputStream();
    bytes.write(Integer.parseInt(numbers[0]) * 40 + Integer.parseInt(numbers[1]));
    for (int i = 2; i < numbers.length; i++) writeBase128(bytes, Integer.parseInt(numbers[i]));
    return tagged(OBJECT_IDENTIFIER, bytes.toByteArray());
  }

  private static void writeBase128(ByteArrayOutputStream bytes, int number) {
    var shift = 0;
    while ((number >> (shift + SEVEN_BITS)) > 0) shift += SEVEN_BITS;
    for (; shift > 0; shift -= SEVEN_BITS) bytes.write(((number >> shift) & SHORT_MAX) | 0x80);
    bytes.write(number & SHORT_MAX);
  }

  static byte[] explicit(int number, byte[] value) {
    return tagged(EXPLICIT + number, value);
  }

  static byte[] tagged(int tag, byte[] value) {
    return joined(new byte[] {(byte) tag}, length(value.length), value);
  }

  /// One byte where it is small, else how many bytes it takes and those.
  private static byte[] length(int length) {
    if (length <= SHORT_MAX) return new byte[] {(byte) length};
    if (length <= 0xff) return new byte[] {(byte) 0x81, (byte) length};
    return new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
  }

  private static byte[] joined(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) bytes.writeBytes(part);
    return bytes.toByteArray();
  }
}
