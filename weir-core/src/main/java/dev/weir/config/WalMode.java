package dev.weir.config;

/// Which messages of a topic go through the log.
public enum WalMode {
  /// Those that ask for `journal`, and all while their sink is away or falls behind.
  FALLBACK,
  /// Every one, also while all is well.
  ALWAYS,
  /// None; what a sink does not take waits in memory, as far as `limits.memory` goes.
  IN_MEMORY,
  /// None; while its sink is away a message is refused.
  DISABLE;

  /// Whether a message may wait on the disk.
  public boolean logs() {
    return this == FALLBACK || this == ALWAYS;
  }
}
