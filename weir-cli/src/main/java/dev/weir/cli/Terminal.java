package dev.weir.cli;

/// Which of our streams people read. Java cannot tell, so the `weir` script does.
final class Terminal {
  private Terminal() {}

  static boolean stdout() {
    return Boolean.getBoolean("weir.terminal.stdout");
  }

  static boolean stderr() {
    return Boolean.getBoolean("weir.terminal.stderr");
  }
}
