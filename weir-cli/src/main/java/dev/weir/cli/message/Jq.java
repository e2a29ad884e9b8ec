package dev.weir.cli.message;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A question about JSON in the part of jq's language that asks:
///
/// | | |
/// | --- | --- |
/// | path | `.` `.a.b` `."a b"` `.a["b"]` `.a[0]` `.a[-1]`; null where there is nothing |
/// | value | `"text"` `12.5` `true` `false` `null` |
/// | comparison | `== != < <= > >=`, in jq's order: null, false, true, numbers, texts, arrays, objects |
/// | logic | `and` `or` `( )`, and `\| not` |
/// | function, behind `\|` | `not` `length` `has("a")` `contains("a")` `startswith("a")` `endswith("a")` `test("regex")` |
///
/// The answer is yes unless it is null or false.
final class Jq {
  private final Term term;

  private Jq(Term term) {
    this.term = term;
  }

  /// Throws a [Failure] that names the position of what it does not know.
  public static Jq of(String text) {
    return new Jq(new JqParser(text).term());
  }

  /// Whether the answer is yes; it is no of what is no JSON.
  public boolean test(String json) {
    try {
      return isTrue(term.of(JsonTree.of(json)));
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isTrue(@Nullable Object value) {
    return value != null && !Boolean.FALSE.equals(value);
  }

  static Failure failure(String text, int at, String why) {
    return new Failure(
        ExitCode.USAGE,
        "The filter '%s' cannot be used".formatted(text),
        "at position %d, %s".formatted(at + 1, why),
        "A filter is such as '.user.age >= 18 and .city == \"Oslo\"'.");
  }

  /// What makes a value out of the one before it.
  interface Term {
    @Nullable Object of(@Nullable Object input);
  }

  /// A field, or an element.
  record Step(Term before, Object key) implements Term {
    @Override
    public @Nullable Object of(@Nullable Object input) {
      return switch (before.of(input)) {
        case Map<?, ?> object when key instanceof String -> object.get(key);
        case List<?> array when key instanceof Integer index -> {
          var place = index < 0 ? array.size() + index : index;
          yield place >= 0 && place < array.size() ? array.get(place) : null;
        }
        case null, default -> null;
      };
    }
  }

  record Value(@Nullable Object value) implements Term {
    @Override
    public @Nullable Object of(@Nullable Object input) {
      return value;
    }
  }

  record Compared(Term left, String sign, Term right) implements Term {
    @Override
    public Object of(@Nullable Object input) {
      var order = JqOrder.compare(left.of(input), right.of(input));
      return switch (sign) {
        case "==" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  record And(Term left, Term right) implements Term {
    @Override
    public Object of(@Nullable Object input) {
      return isTrue(left.of(input)) && isTrue(right.of(input));
    }
  }

  record Or(Term left, Term right) implements Term {
    @Override
    public Object of(@Nullable Object input) {
      return isTrue(left.of(input)) || isTrue(right.of(input));
    }
  }

  record Piped(Term first, Term second) implements Term {
    @Override
    public @Nullable Object of(@Nullable Object input) {
      return second.of(first.of(input));
    }
  }

  record Not() implements Term {
    @Override
    public Object of(@Nullable Object input) {
      return !isTrue(input);
    }
  }

  record Length() implements Term {
    @Override
    public @Nullable Object of(@Nullable Object input) {
      return switch (input) {
        case null -> JqOrder.number(0);
        case String text -> JqOrder.number(text.codePointCount(0, text.length()));
        case List<?> array -> JqOrder.number(array.size());
        case Map<?, ?> object -> JqOrder.number(object.size());
        default -> null;
      };
    }
  }

  /// A function of one text. False of what has no such thing.
  record Asked(String function, String text, Pattern pattern) implements Term {
    @Override
    public Object of(@Nullable Object input) {
      return switch (input) {
        case String value ->
            switch (function) {
              case "contains" -> value.contains(text);
              case "startswith" -> value.startsWith(text);
              case "endswith" -> value.endsWith(text);
              case "test" -> pattern.matcher(value).find();
              default -> false;
            };
        case Map<?, ?> object when function.equals("has") -> object.containsKey(text);
        case List<?> array when function.equals("contains") -> array.contains(text);
        case null, default -> false;
      };
    }
  }
}
