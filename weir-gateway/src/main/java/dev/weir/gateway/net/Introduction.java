package dev.weir.gateway.net;

import dev.weir.Caller;

/// Somebody who was let in, as whoever did so knows them. Any thread.
public interface Introduction {
  Caller caller();

  /// Whether they still would be let in, and with the same rights.
  boolean stillIn();
}
