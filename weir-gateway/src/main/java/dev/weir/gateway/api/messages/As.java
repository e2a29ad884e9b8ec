package dev.weir.gateway.api.messages;

import dev.weir.gateway.web.RestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How bytes are to be read.
enum As {
  AUTO,
  JSON,
  TEXT,
  HEX,
  BASE64,
  AVRO,
  PROTOBUF,
  JSONSCHEMA;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the bytes have to name a schema.
  boolean hasSchema() {
    return this == AVRO || this == PROTOBUF || this == JSONSCHEMA;
  }

  /// @param parameter where it was asked for, for the error
  static As of(String parameter, @Nullable String text) {
    if (text == null || text.isEmpty()) return AUTO;
    for (var as : values()) {
      if (as.label().equals(text)) return as;
    }
    var known = Arrays.stream(values()).map(As::label).collect(Collectors.joining(", "));
    throw RestException.plain(
        400,
        "%s is '%s', which is no way to read bytes. Use one of %s"
            .formatted(parameter, text, known));
  }
}
