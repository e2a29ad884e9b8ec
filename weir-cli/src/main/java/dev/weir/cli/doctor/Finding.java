package dev.weir.cli.doctor;

/// What a check has found: one line.
///
/// @param check of which kind: `dns`
/// @param subject of what: `k1:9093`; empty where there is one alone
/// @param remedy empty where all is well
record Finding(State state, String check, String subject, String found, String remedy) {
  /// How bad it is.
  enum State {
    OK,
    /// It could not be checked, and `found` says why.
    SKIPPED,
    /// It works now, and may not for long.
    WARNING,
    FAILED
  }

  static Finding ok(String check, String subject, String found) {
    return new Finding(State.OK, check, subject, found, "");
  }

  static Finding skipped(String check, String subject, String reason) {
    return new Finding(State.SKIPPED, check, subject, reason, "");
  }

  static Finding warning(String check, String subject, String found, String remedy) {
    return new Finding(State.WARNING, check, subject, found, remedy);
  }

  static Finding failed(String check, String subject, String found, String remedy) {
    return new Finding(State.FAILED, check, subject, found, remedy);
  }

  String text() {
    return subject.isEmpty() ? found : "%s: %s".formatted(subject, found);
  }
}
