package dev.weir.gateway.net;

/// One request, whole, and the way to answer it.
public interface Exchange extends Head {
  /// The whole body. The caller may keep it.
  byte[] body();

  /// Answers, once, from any thread.
  void answer(Answer answer);
}
