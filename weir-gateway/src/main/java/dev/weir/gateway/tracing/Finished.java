package dev.weir.gateway.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A span that is over.
///
/// @param traceId 32 hexadecimal digits
/// @param spanId 16 of them
/// @param parentId the same, or null for the first of its trace
/// @param attributes texts, whole numbers (`Long`) and `Boolean`s
/// @param error why it failed, or null
record Finished(
    String traceId,
    String spanId,
    @Nullable String parentId,
    String name,
    Kind kind,
    Times times,
    Map<String, Object> attributes,
    @Nullable String error) {
  /// What it stands for, by the number that OTLP has for it.
  enum Kind {
    SERVER(2),
    PRODUCER(4);

    final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  /// Nanoseconds since 1970.
  record Times(long begunNanos, long endedNanos) {}
}
