package dev.weir;

import java.util.Locale;

/// What somebody may do with the gateway, and with the topics that are theirs.
public enum Role {
  /// Look at everything, also at messages, and read topics.
  READ,
  /// Send messages.
  PRODUCE,
  /// Change what can be changed, and all of the above.
  OPERATE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As the settings have it.
  public String label() {
    return label;
  }
}
