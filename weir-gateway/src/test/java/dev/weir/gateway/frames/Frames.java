package dev.weir.gateway.frames;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The worked examples of the format, byte for byte.
final class Frames {
  static final byte[] E1 = hex("0B000000 03616263 03616263 010203");
  static final byte[] E2 = hex("08000000 03616263 00 010203");
  static final byte[] E3 = hex("05000000 03616263 00");
  static final byte[] E4 = hex("0E000000 087265717565737473 027531 6869");
  static final byte[] E5 = hex("07000000 00 00 68656C6C6F");
  static final byte[] E6_EMPTY = hex("00000000");
  static final byte[] E9 = joined(hex("06010000 FF"), text("b".repeat(255)), hex("00 68656C6C6F"));
  static final byte[] E10 =
      joined(
          hex("33010000 C8"),
          text("b".repeat(200)),
          hex("64"),
          text("k".repeat(100)),
          hex("68656C6C6F"));
  static final byte[] E11_NO_KEY_LENGTH = hex("04000000 03616263");
  static final byte[] E12_KEY_PAST_END = hex("06000000 03616263 09 5A");
  static final byte[] E13_BUCKET_PAST_END = hex("03000000 09 6162");
  static final byte[] E14_ABSURD = hex("FFFFFFFF 03616263");
  static final byte[] E18_TRUNCATED = hex("08000000 036162");

  static final String LINE_1 = "abc/abc=\1\2\3";
  static final String LINE_2 = "abc/null=\1\2\3";
  static final String LINE_3 = "abc/null=";
  static final String LINE_4 = "requests/u1=hi";

  private Frames() {}

  /// Example 8: the first frame of the predecessor's client, 8,209 bytes of message.
  static byte[] e8() {
    return joined(
        hex("1B200000 087265717565737473 00"), text("messageToBeSent0_" + "0a1b2c3d".repeat(1024)));
  }

  static byte[] frame(String bucket, String key, String message) {
    var names = joined(shortString(bucket), shortString(key));
    var length = names.length + message.length();
    var header = new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), 0};
    return joined(header, names, text(message));
  }

  private static byte[] shortString(String text) {
    return joined(new byte[] {(byte) text.length()}, text(text));
  }

  static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
