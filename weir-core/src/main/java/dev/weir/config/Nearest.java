package dev.weir.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known name that a mistyped one was probably meant to be.
public final class Nearest {
  private static final int TYPED_MAX = 100;

  private Nearest() {}

  /// The nearest of them, if one is near.
  public static Optional<String> to(String typed, Collection<String> known) {
    if (typed.length() > TYPED_MAX) return Optional.empty();
    var tolerated = Math.max(2, typed.length() / 3);
    return known.stream()
        .filter(name -> distance(typed, name) <= tolerated)
        .min(Comparator.comparingInt((String name) -> distance(typed, name)).thenComparing(n -> n));
  }

  /// Levenshtein's distance, with one row of the table kept.
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) row[j] = j;
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
