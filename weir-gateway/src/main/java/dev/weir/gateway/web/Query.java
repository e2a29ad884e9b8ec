package dev.weir.gateway.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads percent-encoded text of an address.
final class Query {
  private Query() {}

  static @Nullable String first(@Nullable String query, String name) {
    if (query == null || query.isEmpty()) return null;
    for (var pair : query.split("&", -1)) {
      var equals = pair.indexOf('=');
      var key = equals < 0 ? pair : pair.substring(0, equals);
      if (decoded(key).equals(name)) return equals < 0 ? "" : decoded(pair.substring(equals + 1));
    }
    return null;
  }

  /// One part of a query, in which `+` is a blank.
  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) return text;
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RestException.plain(400, "The address is not percent-encoded as it should be: " + text)
          .because(e);
    }
  }

  /// One part of a path, in which `+` is itself.
  static String segment(String text) {
    return text.indexOf('%') < 0 ? text : decoded(text.replace("+", "%2B"));
  }
}
