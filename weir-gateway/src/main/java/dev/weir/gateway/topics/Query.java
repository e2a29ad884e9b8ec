package dev.weir.gateway.topics;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands behind the `?`: names and values, each name's first one. Pure.
record Query(Map<String, String> values) {
  private static final Query NONE = new Query(Map.of());

  /// A character for each byte, so that a value may be any bytes.
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  /// @throws IllegalArgumentException if a `%` is not followed by two digits of base 16
  static Query of(@Nullable String query) {
    if (query == null || query.isEmpty()) return NONE;
    var values = new HashMap<String, String>();
    for (var part : query.split("&", -1)) {
      var equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals);
      var value = equals < 0 ? "" : part.substring(equals + 1);
      values.putIfAbsent(URLDecoder.decode(name, BYTES), URLDecoder.decode(value, BYTES));
    }
    return new Query(values);
  }

  @Nullable String value(String name) {
    return values.get(name);
  }

  byte @Nullable [] bytes(String name) {
    var value = values.get(name);
    return value == null ? null : value.getBytes(BYTES);
  }
}
