package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// What answers the requests for one path. Neither method may block: both run on an event loop, but
/// for requests with large bodies, which are handled on a virtual thread.
public interface Endpoint {
  /// Judges a request before any of its body is read; null lets it in.
  default @Nullable Answer refusal(Head head) {
    return null;
  }

  /// Takes a request whose body is there, and sees to it that it is answered once.
  void handle(Exchange exchange);
}
