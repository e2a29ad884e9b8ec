package dev.weir.cli.message;

import org.jspecify.annotations.Nullable;

/// How bytes are shown: decoded in one way, or as the command does it, and then perhaps cut.
///
/// @param decoded null for the command's way
/// @param unpacked in the place of `decoded`
/// @param charactersMax so many are shown
record Shapes(@Nullable Decode decoded, @Nullable Unpack unpacked, int charactersMax) {
  static final Shapes PLAIN = new Shapes(null, null, Integer.MAX_VALUE);

  boolean isDecoded() {
    return decoded != null || unpacked != null;
  }

  boolean isCut() {
    return charactersMax < Integer.MAX_VALUE;
  }

  /// Whether all that is there can be read back from what is shown.
  boolean isReadable() {
    return !isCut() && unpacked == null && (decoded == null || decoded.isReadable());
  }

  Shapes with(Decode way) {
    return new Shapes(way, null, charactersMax);
  }

  Shapes with(Unpack way) {
    return new Shapes(null, way, charactersMax);
  }

  Shapes cut(int characters) {
    return new Shapes(decoded, unpacked, characters);
  }

  Shown apply(byte[] bytes, Showing showing, Decoder usual) {
    var shown =
        unpacked != null
            ? new Shown.Text(unpacked.text(bytes))
            : decoded != null ? showing.decoder(decoded).decode(bytes) : usual.decode(bytes);
    return isCut() ? new Shown.Text(cut(shown.text())) : shown;
  }

  private String cut(String text) {
    if (text.codePointCount(0, text.length()) <= charactersMax) return text;
    return text.substring(0, text.offsetByCodePoints(0, charactersMax)) + "…";
  }
}
