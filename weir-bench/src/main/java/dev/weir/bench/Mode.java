package dev.weir.bench;

import java.util.List;
import java.util.Locale;

/// When `/push` answers: at once, or after Kafka has the message.
enum Mode {
  ASYNC(""),
  SYNC(",\"wait_for_send\":true");

  private final String json;

  Mode(String json) {
    this.json = json;
  }

  /// What it adds to the body of a request.
  String json() {
    return json;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Mode of(String word) {
    return switch (word) {
      case "async" -> ASYNC;
      case "sync" -> SYNC;
      default ->
          throw new IllegalArgumentException(
              "--mode: '%s' is none of async, sync, both".formatted(word));
    };
  }

  static List<Mode> list(String word) {
    return word.equals("both") ? List.of(values()) : List.of(of(word));
  }
}
