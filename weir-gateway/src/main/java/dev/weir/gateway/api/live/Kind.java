package dev.weir.gateway.api.live;

import java.util.Locale;

/// How well something is. The page has a colour and a shape for each.
enum Kind {
  FINE,
  /// It waits, or soon will; nothing is lost.
  STORED,
  /// Messages are refused or lost.
  LOST;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
