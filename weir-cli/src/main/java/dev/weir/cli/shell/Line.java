package dev.weir.cli.shell;

import java.util.List;

/// A line of the shell, understood:
///
/// | written | is |
/// | --- | --- |
/// | `consume rides -n 3` | a command of ours |
/// | `topics -o name \| grep ride` | its output goes through a command of the system |
/// | `topics -o name > names.txt`, `>>` | its output goes to a file, or to the end of one |
/// | `!ls -l` | a command of the system |
/// | `# text` | nothing |
sealed interface Line {
  record Nothing() implements Line {}

  record OfSystem(String command) implements Line {}

  record Ours(List<String> words, Target target) implements Line {}

  /// Understands a line.
  ///
  /// @throws dev.weir.cli.terminal.Failure if a quote has no end, or a target no name
  static Line parse(String text) {
    var line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) return new Nothing();
    if (line.startsWith("!")) return new OfSystem(line.substring(1).strip());
    var words = new WordReader(line);
    return new Ours(words.upToTarget(), words.target());
  }
}
