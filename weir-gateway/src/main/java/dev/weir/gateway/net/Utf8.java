package dev.weir.gateway.net;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Whether bytes are UTF-8 to the letter of the standard.
///
/// The JSON parser overlooks overlong forms, encoded surrogates and what lies beyond the last
/// character, and makes other characters of them; a message would arrive as something else.
public final class Utf8 {
  private static final int CHARS_AT_ONCE = 2_048;

  private Utf8() {}

  /// Hot: ASCII costs little.
  public static boolean valid(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var from = ByteBuffer.wrap(bytes);
    var unused = CharBuffer.allocate(Math.min(bytes.length + 1, CHARS_AT_ONCE));
    CoderResult result;
    do {
      result = decoder.decode(from, unused.clear(), true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
