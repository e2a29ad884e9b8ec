package dev.weir.cli.message;

import java.util.Locale;

/// The ways to make bytes readable.
public enum Decode {
  /// What a registry's schema tells of is decoded by it; all else stays as it is.
  AUTO,
  TEXT,
  JSON,
  HEX,
  BASE64,
  AVRO,
  PROTO;

  /// Whether what it shows can be read back into the same bytes.
  boolean isReadable() {
    return this != AVRO && this != PROTO;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
