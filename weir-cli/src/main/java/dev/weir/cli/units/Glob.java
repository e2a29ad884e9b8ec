package dev.weir.cli.units;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A pattern for whole texts: `*` for any signs, `?` for one, `[a-f]` and `[!a-f]` for one of some,
/// a backslash before what stands for itself.
public final class Glob implements Predicate<String> {
  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  public static Glob of(String text) {
    var regex = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var sign = text.charAt(i);
      var close = sign == '[' ? text.indexOf(']', i + 2) : -1;
      if (close > 0) {
        regex.append(oneOf(text.substring(i + 1, close)));
        i = close;
      } else if (sign == '\\' && i + 1 < text.length()) {
        regex.append(Pattern.quote(Character.toString(text.charAt(++i))));
      } else {
        regex.append(one(sign));
      }
    }
    return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  private static String one(char sign) {
    return switch (sign) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(sign));
    };
  }

  private static String oneOf(String signs) {
    var not = signs.startsWith("!") || signs.startsWith("^");
    var quoted = signs.substring(not ? 1 : 0).replaceAll("[\\[\\]\\\\&^]", "\\\\$0");
    return not ? "[^" + quoted + "]" : "[" + quoted + "]";
  }

  /// A pattern that this text alone fits.
  public static String literal(String text) {
    return text.replaceAll("[*?\\[\\\\]", "\\\\$0");
  }

  /// Whether it may stand for more than one name.
  public static boolean isIn(String text) {
    return text.matches(".*[*?\\[].*");
  }

  @Override
  public boolean test(String whole) {
    return pattern.matcher(whole).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
