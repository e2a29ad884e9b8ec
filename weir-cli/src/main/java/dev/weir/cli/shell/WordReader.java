package dev.weir.cli.shell;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a line apart as a system's shell does: at spaces, unless they are quoted. A backslash
/// takes the meaning of a space, of a quote, of `|` and of `>`; before all else it stands for
/// itself, so that `\t` arrives where it means something.
final class WordReader {
  private static final String MEANINGFUL = " '\"|>";

  private final String line;
  private int at;

  WordReader(String line) {
    this.line = line;
  }

  List<String> upToTarget() {
    var words = new ArrayList<String>();
    for (var word = next(); word != null; word = next()) words.add(word);
    return words;
  }

  /// What follows the words.
  Target target() {
    if (at == line.length()) return new Target.Here();
    if (line.charAt(at) == '|') {
      var command = line.substring(at + 1).strip();
      if (command.isEmpty()) throw incomplete("nothing follows '|'");
      return new Target.Pipe(command);
    }
    var appends = line.startsWith(">>", at);
    at += appends ? 2 : 1;
    var file = next();
    if (file == null || next() != null || at < line.length()) {
      throw incomplete("the name of one file must follow '>', and nothing else");
    }
    return new Target.Into(file, appends);
  }

  private @Nullable String next() {
    while (at < line.length() && line.charAt(at) == ' ') at++;
    if (atTarget()) return null;
    var word = new StringBuilder();
    while (at < line.length() && line.charAt(at) != ' ' && !atTarget()) read(word);
    return word.toString();
  }

  private boolean atTarget() {
    return at == line.length() || line.charAt(at) == '|' || line.charAt(at) == '>';
  }

  private void read(StringBuilder word) {
    var sign = line.charAt(at++);
    switch (sign) {
      case '\'', '"' -> quoted(word, sign);
      case '\\' -> {
        var meaningful = at < line.length() && MEANINGFUL.indexOf(line.charAt(at)) >= 0;
        word.append(meaningful ? line.charAt(at++) : sign);
      }
      default -> word.append(sign);
    }
  }

  private void quoted(StringBuilder word, char quote) {
    while (at < line.length() && line.charAt(at) != quote) {
      var escaped = quote == '"' && line.startsWith("\\\"", at);
      if (escaped) at++;
      word.append(line.charAt(at++));
    }
    if (at == line.length()) throw incomplete("the quote %s has no end".formatted(quote));
    at++;
  }

  private static Failure incomplete(String why) {
    return new Failure(ExitCode.USAGE, "The line was not run", why, "Complete it and try again.");
  }
}
