package dev.weir.gateway.rest.peers;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Addresses as clients write them.
final class Uris {
  /// Beside letters and digits.
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?";

  private Uris() {}

  /// The same path and query, percent-encoded where it should have been.
  static String legal(String sent) {
    var legal = new StringBuilder(sent.length());
    for (var i = 0; i < sent.length(); ) {
      var c = sent.codePointAt(i);
      if (isLegal(c) || isEncoded(sent, i)) {
        legal.appendCodePoint(c);
      } else {
        append(legal, c);
      }
      i += Character.charCount(c);
    }
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || LEGAL.indexOf(c) >= 0;
  }

  private static boolean isEncoded(String sent, int at) {
    return sent.charAt(at) == '%'
        && at + 2 < sent.length()
        && HexFormat.isHexDigit(sent.charAt(at + 1))
        && HexFormat.isHexDigit(sent.charAt(at + 2));
  }

  private static void append(StringBuilder legal, int c) {
    for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      legal.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
  }
}
