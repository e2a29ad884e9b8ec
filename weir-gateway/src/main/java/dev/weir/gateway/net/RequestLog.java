package dev.weir.gateway.net;

/// Hears of each HTTP request when all of its answer was handed to the network, or its connection
/// ended.
@FunctionalInterface
public interface RequestLog {
  /// Must not block: it comes on an event loop.
  void ended(EndedRequest request);
}
