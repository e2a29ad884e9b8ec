package dev.weir.cli.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Binary bytes as text, by a pattern of one sign a field:
///
/// | sign | shows | sign | shows |
/// | --- | --- | --- | --- |
/// | `<` `>` | nothing: what follows is little-endian, big-endian | `i` `I` | 4 bytes |
/// | `b` `B` | 1 byte, signed, unsigned | `q` `Q` | 8 bytes |
/// | `h` `H` | 2 bytes | `c` `.` | a character of 1 byte |
/// | `x` | a space, and takes nothing | `s` | the rest, as text |
/// | `$` | an error where there is more | | |
///
/// Bytes that end too soon show as an error in their place.
record Unpack(String pattern) {
  private static final String SIGNS = "<>bBhHiIqQc.xs$";

  /// Where there is a sign that is none, or -1.
  static int firstUnknown(String pattern) {
    for (var i = 0; i < pattern.length(); i++) {
      if (SIGNS.indexOf(pattern.charAt(i)) < 0) return i;
    }
    return -1;
  }

  String text(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var text = new StringBuilder();
    for (var i = 0; i < pattern.length(); i++) {
      var sign = pattern.charAt(i);
      try {
        append(text, sign, in);
      } catch (BufferUnderflowException e) {
        return text.append("(%s: too few bytes)".formatted(sign)).toString();
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, char sign, ByteBuffer in) {
    switch (sign) {
      case '<' -> in.order(ByteOrder.LITTLE_ENDIAN);
      case '>' -> in.order(ByteOrder.BIG_ENDIAN);
      case 'b' -> text.append(in.get());
      case 'B' -> text.append(Byte.toUnsignedInt(in.get()));
      case 'h' -> text.append(in.getShort());
      case 'H' -> text.append(Short.toUnsignedInt(in.getShort()));
      case 'i' -> text.append(in.getInt());
      case 'I' -> text.append(Integer.toUnsignedString(in.getInt()));
      case 'q' -> text.append(in.getLong());
      case 'Q' -> text.append(Long.toUnsignedString(in.getLong()));
      case 'c', '.' -> text.append((char) Byte.toUnsignedInt(in.get()));
      case 'x' -> text.append(' ');
      case 's' -> text.append(rest(in));
      default -> {
        if (in.hasRemaining()) text.append("(%d bytes too many)".formatted(in.remaining()));
      }
    }
  }

  private static String rest(ByteBuffer in) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
