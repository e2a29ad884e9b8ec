package dev.weir.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known name that a mistyped one was probably meant to be.
final class Nearest {
  private Nearest() {}

  static Optional<String> to(String typed, Collection<String> known) {
    var tolerated = Math.max(1, typed.length() / 3);
    return known.stream()
        .filter(name -> edits(typed, name) <= tolerated)
        .min(Comparator.comparingInt((String name) -> edits(typed, name)).thenComparing(n -> n));
  }

  /// Letters to change, add or take away to make one word of the other (Levenshtein).
  private static int edits(String a, String b) {
    var above = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) above[j] = j;
    for (var i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
