package dev.weir.config.legacy;

import java.util.List;

/// An old file as settings of Weir's.
///
/// @param program whose file it is
/// @param entries keys of `weir.yaml`, each once
/// @param notes what has no equal and what differs; a line each, with its place and without secrets
/// @param problems why the file cannot be used; a line each, with its place
public record Translation(
    String program, List<Entry> entries, List<String> notes, List<Problem> problems) {

  /// One key with its value.
  ///
  /// @param line where in the place, or 0
  public record Entry(String key, String value, String place, int line) {
    /// Without the value, which may be a secret.
    @Override
    public String toString() {
      return "Entry[%s, %s %d]".formatted(key, place, line);
    }
  }

  /// One reason, which reads on after its place.
  public record Problem(String place, int line, String text) {}
}
