package dev.weir.gateway.push;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Bytes as text in base64: by the standard alphabet or by the one for URLs, with or without `=` at
/// the end.
final class Base64Text {
  private Base64Text() {}

  /// Null where it is none.
  static byte @Nullable [] decoded(byte[] text) {
    try {
      return (forUrls(text) ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      return null; // which the caller tells
    }
  }

  private static boolean forUrls(byte[] text) {
    for (var b : text) if (b == '-' || b == '_') return true;
    return false;
  }
}
