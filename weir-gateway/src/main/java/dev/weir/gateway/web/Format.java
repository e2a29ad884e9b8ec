package dev.weir.gateway.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How keys and values are written in JSON.
public enum Format {
  BINARY,
  JSON,
  TEXT,
  AVRO,
  JSONSCHEMA,
  PROTOBUF;

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String mediaType = "application/vnd.kafka." + label + ".v2+json";

  /// The one of this name, whatever its case, or null.
  public static @Nullable Format named(String name) {
    for (var format : values()) {
      if (format.label.equalsIgnoreCase(name)) return format;
    }
    return null;
  }

  public String label() {
    return label;
  }

  /// `application/vnd.kafka.json.v2+json`.
  public String mediaType() {
    return mediaType;
  }

  /// Whether its bytes name a schema of the registry.
  public boolean hasSchema() {
    return this == AVRO || this == JSONSCHEMA || this == PROTOBUF;
  }
}
