package dev.weir.delivery;

import dev.weir.sink.Sink;

/// A sink that is to take the place of another.
///
/// @param deadlineNanos until then the old one may finish what it has in hand
record Swap(Sink sink, long deadlineNanos) {
  boolean over(int inFlight, long nowNanos) {
    return inFlight == 0 || nowNanos - deadlineNanos >= 0;
  }
}
