package dev.weir.cli.shell;

import java.util.Locale;
import java.util.Map;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.LineReader;
import org.jline.reader.impl.CompletionMatcherImpl;

/// Finds `orders-eu` by `oeu` where nothing begins with the letters typed.
final class FuzzyMatcher extends CompletionMatcherImpl {
  private boolean on = true;

  /// Turns it on or off.
  ///
  /// @return whether it is on now
  boolean toggle() {
    on = !on;
    return on;
  }

  @Override
  protected void defaultMatchers(
      Map<LineReader.Option, Boolean> options,
      boolean prefix,
      CompletingParsedLine line,
      boolean caseInsensitive,
      int errors,
      String originalGroupName) {
    super.defaultMatchers(options, prefix, line, caseInsensitive, errors, originalGroupName);
    if (!on) return;
    var typed = line.word().substring(0, line.wordCursor());
    if (!typed.isEmpty()) matchers.add(simpleMatcher(word -> holds(word, typed)));
  }

  /// Whether the letters are in the word, in their order.
  static boolean holds(String word, String letters) {
    var lower = word.toLowerCase(Locale.ROOT);
    var at = 0;
    for (var letter : letters.toLowerCase(Locale.ROOT).toCharArray()) {
      at = lower.indexOf(letter, at) + 1;
      if (at == 0) return false;
    }
    return true;
  }
}
