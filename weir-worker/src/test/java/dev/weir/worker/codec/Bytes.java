package dev.weir.worker.codec;

import dev.weir.worker.Codec;
import dev.weir.worker.Codec.Context;
import dev.weir.worker.Headers;
import java.util.HexFormat;

/// Shows bytes, and puts them through codecs.
final class Bytes {
  static final Context VALUE = new Context("rides", false, Headers.none());
  static final Context KEY = new Context("rides", true, Headers.none());

  private Bytes() {}

  /// @param text such as `00 ff`
  static byte[] of(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static String shown(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  static <T> T through(Codec<T> codec, T value) {
    return codec.decode(VALUE, codec.encode(VALUE, value));
  }
}
