package dev.weir.cli.terminal;

import java.util.Map;

/// Which of our streams people see, and how they look there. Java cannot tell, so the `weir` script
/// does.
///
/// @param columns its width; what is wider may be cut there
/// @param unicode whether it shows more than ASCII
public record Terminal(boolean in, boolean out, boolean err, int columns, boolean unicode) {
  private static final int USUAL_COLUMNS = 80;

  static Terminal ofProcess() {
    return new Terminal(
        Boolean.getBoolean("weir.terminal.stdin"),
        Boolean.getBoolean("weir.terminal.stdout"),
        Boolean.getBoolean("weir.terminal.stderr"),
        Integer.getInteger("weir.terminal.columns", USUAL_COLUMNS),
        unicode(System.getenv()));
  }

  /// Nobody looks: files and pipes.
  public static Terminal none() {
    return new Terminal(false, false, false, USUAL_COLUMNS, false);
  }

  /// The first of these that is set decides, as in the C library.
  static boolean unicode(Map<String, String> env) {
    for (var name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      var value = env.getOrDefault(name, "");
      if (!value.isEmpty()) return value.toUpperCase(java.util.Locale.ROOT).matches(".*UTF-?8.*");
    }
    return false;
  }
}
