package dev.weir.config;

/// `frames:` — what the bytes on the Unix socket mean where they leave it open.
public record FramesConfig(EmptyKey emptyKey) {
  /// What a message has whose frame has no key.
  public enum EmptyKey {
    /// None, as Kafka means it.
    NULL,
    /// One of no bytes, as kahego wrote it.
    EMPTY
  }

  static FramesConfig read(Section section) {
    return new FramesConfig(section.choice("empty-key", EmptyKey.NULL));
  }
}
