package dev.weir.config;

/// A value as it was written, and where.
record Given(String text, Origin origin) {
  /// Without the text, which may be a secret.
  @Override
  public String toString() {
    return "Given[%s]".formatted(origin);
  }
}
