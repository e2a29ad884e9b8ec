package dev.weir.cli.units;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Text in which a backslash stands before `n t r 0 \ xNN` or `uNNNN`, as the bytes that are meant.
public final class Escapes {
  private Escapes() {}

  public static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < text.length(); ) {
      var sign = text.codePointAt(i);
      if (sign == '\\') {
        i += escaped(text, i + 1, bytes);
      } else {
        bytes.writeBytes(Character.toString(sign).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(sign);
    }
    return bytes.toByteArray();
  }

  /// Returns how many signs it was behind the backslash.
  private static int escaped(String text, int at, ByteArrayOutputStream bytes) {
    var sign = at < text.length() ? text.charAt(at) : ' ';
    switch (sign) {
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case 'r' -> bytes.write('\r');
      case '0' -> bytes.write(0);
      case '\\' -> bytes.write('\\');
      case 'x' -> bytes.write(number(text, at + 1, 2));
      case 'u' ->
          bytes.writeBytes(
              Character.toString(number(text, at + 1, 4)).getBytes(StandardCharsets.UTF_8));
      default -> throw unknown(text);
    }
    return sign == 'x' ? 3 : sign == 'u' ? 5 : 1;
  }

  private static int number(String text, int at, int digits) {
    var hex = text.substring(Math.min(at, text.length()), Math.min(at + digits, text.length()));
    if (!hex.matches("[0-9a-fA-F]{%d}".formatted(digits))) throw unknown(text);
    return Integer.parseInt(hex, 16);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "behind a backslash in '%s' must be one of n t r 0 \\ xNN uNNNN".formatted(text));
  }
}
