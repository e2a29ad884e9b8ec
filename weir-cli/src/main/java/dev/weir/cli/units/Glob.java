package dev.weir.cli.units;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A name with `*` for any characters and `?` for one, as in a shell.
public record Glob(String text, Pattern pattern) implements Predicate<String> {
  public static Glob of(String text) {
    var quoted = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return new Glob(text, Pattern.compile(quoted, Pattern.DOTALL));
  }

  /// Whether it may stand for more than one name.
  public static boolean isIn(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  @Override
  public boolean test(String name) {
    return pattern.matcher(name).matches();
  }
}
