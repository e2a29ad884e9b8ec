package dev.weir.fuzz;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of fuzzing one target.
///
/// @param inputs how many were tried
/// @param branches how many were reached, of those that are watched
/// @param finding an input that breaks a law, or null
/// @param what it broke
record Result(
    String target, long inputs, long branches, @Nullable Path finding, String what, Path log) {
  boolean failed() {
    return !what.isEmpty();
  }

  /// The figures in a line, and beneath it what was found.
  String text() {
    var figures =
        String.format(
            Locale.ROOT,
            "%-12s %,13d inputs %,7d branches  %s",
            target,
            inputs,
            branches,
            failed() ? "FAILED" : "no finding");
    if (!failed()) return figures;
    return figures + "\n  %s\n  its log: %s".formatted(what, log) + again();
  }

  private String again() {
    if (finding == null) return "";
    return "\n  its input: %s\n  again:     ./weir fuzz %s %s".formatted(finding, target, finding);
  }
}
