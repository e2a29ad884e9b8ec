package dev.weir.cli.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Bytes out of the text that shows them.
final class Bytes {
  private Bytes() {}

  /// So many bytes of text show bytes of that length.
  static int printedLength(long length, Shapes shapes) {
    var printed =
        switch (shapes.decoded()) {
          case HEX -> 2 * length;
          case BASE64 -> (length + 2) / 3 * 4;
          case null, default -> length;
        };
    if (printed > Window.MESSAGE_BYTES_MAX) throw new Misfit("a length of %,d".formatted(length));
    return (int) printed;
  }

  static byte[] read(byte[] text, Shapes shapes) {
    try {
      return switch (shapes.decoded()) {
        case HEX -> HexFormat.of().parseHex(new String(text, StandardCharsets.UTF_8));
        case BASE64 -> Base64.getDecoder().decode(text);
        case null, default -> text;
      };
    } catch (IllegalArgumentException e) {
      var shown = new String(text, StandardCharsets.UTF_8);
      throw new Misfit("'%s' is no %s".formatted(shown, shapes.decoded()), e);
    }
  }

  /// The JSON value that comes next, as it stands there; null of `null`.
  static byte @Nullable [] json(Window from) throws IOException {
    var bytes = from.json();
    var text = JsonText.text(bytes);
    if (text == null || !JsonText.isValue(text)) {
      throw new Misfit("'%s' is no JSON".formatted(new String(bytes, StandardCharsets.UTF_8)));
    }
    return text.equals("null") ? null : bytes;
  }
}
