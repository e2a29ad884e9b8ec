package dev.weir.gateway.net;

/// One request, whole, and the way to answer it.
public interface Exchange extends Head {
  /// The whole body. The caller may keep it.
  byte[] body();

  /// Whether the client is known to have gone away, so that nobody would read the answer. Any
  /// thread.
  default boolean isDeserted() {
    return false;
  }

  /// Answers, once, from any thread.
  void answer(Answer answer);
}
