package dev.weir.gateway.net;

import dev.weir.delivery.Budget;
import java.time.Duration;

/// What bounds the requests of a port.
///
/// @param requestBytes the largest body
/// @param budget the memory that all bodies share
/// @param silentAtMost a connection on which nothing moves for so long is closed, also where an
///   answer is due
public record HttpLimits(int requestBytes, Budget budget, Duration silentAtMost) {
  private static final int UNREAD_PART = 8;

  /// How much of its answers one connection may leave unread and still ask for more.
  long unreadBytes() {
    return budget.limitBytes() / UNREAD_PART;
  }
}
