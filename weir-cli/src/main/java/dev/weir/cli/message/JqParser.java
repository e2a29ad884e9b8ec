package dev.weir.cli.message;

import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads a [Jq], what binds least first: `|`, `or`, `and`, a comparison, a value with its path.
final class JqParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern FIELD = Pattern.compile("\\.\\s*([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][-+]?\\d{1,3})?");
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"");
  private static final Pattern INDEX = Pattern.compile("-?\\d{1,9}");
  private static final Pattern SIGN = Pattern.compile("==|!=|<=|>=|<|>");
  private static final List<String> OF_TEXT =
      List.of("has", "contains", "startswith", "endswith", "test");

  private final String text;
  private int next;

  JqParser(String text) {
    this.text = text;
  }

  Jq.Term term() {
    var term = piped();
    space();
    if (next < text.length()) throw bad("'%s' has no meaning".formatted(text.substring(next)));
    return term;
  }

  private Jq.Term piped() {
    var term = either();
    while (takes("|")) term = new Jq.Piped(term, either());
    return term;
  }

  private Jq.Term either() {
    var term = both();
    while (takesWord("or")) term = new Jq.Or(term, both());
    return term;
  }

  private Jq.Term both() {
    var term = compared();
    while (takesWord("and")) term = new Jq.And(term, compared());
    return term;
  }

  private Jq.Term compared() {
    var left = value();
    space();
    var sign = at(SIGN);
    return sign == null ? left : new Jq.Compared(left, sign.group(), value());
  }

  private Jq.Term value() {
    space();
    if (next == text.length()) throw bad("something is missing");
    return path(start());
  }

  private Jq.Term start() {
    if (takes("(")) {
      var inner = piped();
      wants(")");
      return inner;
    }
    if (text.charAt(next) == '"') return new Jq.Value(text());
    if (text.charAt(next) == '.') return dot();
    var number = at(NUMBER);
    if (number != null) return new Jq.Value(new BigDecimal(number.group()));
    var from = next;
    var name = at(NAME);
    if (name == null) throw bad("'%s' has no meaning".formatted(text.charAt(next)));
    return word(name.group(), from);
  }

  /// A field's dot belongs to the path; only the one that stands for all is taken.
  private Jq.Term dot() {
    if (!FIELD.matcher(text).region(next, text.length()).lookingAt()
        && !text.startsWith(".\"", next)) {
      next++;
    }
    return input -> input;
  }

  private Jq.Term word(String word, int from) {
    return switch (word) {
      case "true" -> new Jq.Value(true);
      case "false" -> new Jq.Value(false);
      case "null" -> new Jq.Value(null);
      case "not" -> new Jq.Not();
      case "length" -> new Jq.Length();
      default -> {
        if (OF_TEXT.contains(word)) yield function(word);
        next = from;
        throw bad(
            "'%s' is unknown; functions are not, length, %s"
                .formatted(word, String.join(", ", OF_TEXT)));
      }
    };
  }

  private Jq.Term function(String name) {
    wants("(");
    space();
    var from = next;
    var argument = text();
    wants(")");
    try {
      var pattern = Pattern.compile(name.equals("test") ? argument : "");
      return new Jq.Asked(name, argument, pattern);
    } catch (PatternSyntaxException e) {
      next = from;
      throw bad("'%s' is no regular expression".formatted(argument));
    }
  }

  private Jq.Term path(Jq.Term start) {
    var term = start;
    while (true) {
      var field = at(FIELD);
      if (field != null) {
        term = new Jq.Step(term, field.group(1));
      } else if (text.startsWith(".\"", next)) {
        next++;
        term = new Jq.Step(term, text());
      } else if (takes("[")) {
        space();
        var index = at(INDEX);
        term = new Jq.Step(term, index == null ? text() : Integer.valueOf(index.group()));
        wants("]");
      } else {
        return term;
      }
    }
  }

  private String text() {
    var from = next;
    var quoted = at(TEXT);
    if (quoted == null) throw bad("a text in \"quotes\" is wanted");
    try {
      return String.valueOf(JsonTree.of(quoted.group()));
    } catch (IOException e) {
      next = from;
      throw bad("%s is no text of JSON".formatted(quoted.group()));
    }
  }

  private void space() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) next++;
  }

  private boolean takes(String sign) {
    space();
    if (!text.startsWith(sign, next)) return false;
    next += sign.length();
    return true;
  }

  private boolean takesWord(String word) {
    space();
    var found = NAME.matcher(text).region(next, text.length());
    if (!found.lookingAt() || !found.group().equals(word)) return false;
    next = found.end();
    return true;
  }

  private void wants(String sign) {
    if (!takes(sign)) throw bad("'%s' is wanted".formatted(sign));
  }

  /// What comes next where it looks so; null, and nothing is taken, where it does not.
  private @Nullable MatchResult at(Pattern pattern) {
    var matcher = pattern.matcher(text).region(next, text.length());
    if (!matcher.lookingAt()) return null;
    next = matcher.end();
    return matcher;
  }

  private Failure bad(String why) {
    return Jq.failure(text, next, why);
  }
}
