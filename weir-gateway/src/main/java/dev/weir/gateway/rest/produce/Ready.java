package dev.weir.gateway.rest.produce;

import dev.weir.Message;
import dev.weir.gateway.rest.schema.Schema;
import org.jspecify.annotations.Nullable;

/// A record of v3 that may be handed on.
record Ready(Message message, Noted noted) {
  /// What is kept of it for its answer, which is none of its bytes.
  record Noted(long timestamp, @Nullable Described key, @Nullable Described value) {}

  /// A key or a value.
  ///
  /// @param schema the one that it has, or null
  record Described(String type, int size, @Nullable Schema schema) {}
}
