package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// What answers the requests for one path. No method may block: they run on an event loop, but for
/// requests with large or packed bodies, which are handled on a virtual thread.
public interface Endpoint {
  /// Judges a request before any of its body is read; null lets it in.
  default @Nullable Answer refusal(Head head) {
    return null;
  }

  /// What the port itself has to say of a request that was for this endpoint, in its own words: a
  /// body that is too large, no room.
  default Answer told(Head head, Answer answer) {
    return answer;
  }

  /// What reads the body of a request line by line as it comes, or null where it is wanted whole.
  default @Nullable Lines lines(Head head) {
    return null;
  }

  /// Whether the end of the connection stands in the place of an answer, for clients that take
  /// every answer for a yes.
  default boolean hangsUp(Answer answer) {
    return false;
  }

  /// Takes a request whose body is there, and sees to it that it is answered once.
  void handle(Exchange exchange);
}
