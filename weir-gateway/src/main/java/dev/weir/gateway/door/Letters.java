package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.gateway.net.Head;
import org.jspecify.annotations.Nullable;

/// Knows the requests that another gateway passes on: it has asked already who sends them.
@FunctionalInterface
public interface Letters {
  Letters NONE = _ -> null;

  /// For whom a request is passed on; null where it is no such request, or nothing proves it.
  @Nullable Caller bearer(Head head);
}
