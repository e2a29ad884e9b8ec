package dev.weir.cli.message;

import java.nio.charset.StandardCharsets;

/// Bytes that were made readable.
public sealed interface Shown {
  /// As they are.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Raw(byte[] bytes) implements Shown {}

  record Text(String text) implements Shown {}

  /// One value on one line.
  record Json(String json) implements Shown {}

  default byte[] printed() {
    return switch (this) {
      case Raw(var bytes) -> bytes;
      case Text(var text) -> text.getBytes(StandardCharsets.UTF_8);
      case Json(var json) -> json.getBytes(StandardCharsets.UTF_8);
    };
  }

  default String text() {
    return switch (this) {
      case Raw(var bytes) -> new String(bytes, StandardCharsets.UTF_8);
      case Text(var text) -> text;
      case Json(var json) -> json;
    };
  }
}
