package dev.weir.config.legacy;

import java.util.ArrayList;
import java.util.regex.Pattern;

/// Reads the first value of strict JSON, as Go's decoder does: no comments, no comma too many, and
/// whatever stands behind that value is overlooked.
final class JsonText {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,1000})(\\.\\d{1,1000})?([eE][+-]?\\d{1,9})?");
  private static final int DEPTH_MAX = 100;
  private static final String ENDS = "the file ends within a value";

  private final String text;
  private int at;
  private int line = 1;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  static Value read(String text) throws Unreadable {
    return new JsonText(text).value();
  }

  private Value value() throws Unreadable {
    var c = next();
    if (++depth > DEPTH_MAX) throw wrong("is nested too deeply");
    var value =
        switch (c) {
          case '{' -> section();
          case '[' -> items();
          case '"' -> new Value.Scalar(string(), Value.Kind.TEXT, line);
          default -> word();
        };
    depth--;
    return value;
  }

  private Value section() throws Unreadable {
    var entries = new ArrayList<Value.Entry>();
    var began = line;
    at++;
    while (next() != '}') {
      if (!entries.isEmpty()) expect(',');
      if (next() != '"') throw wrong("a key in double quotes is wanted here");
      var keyLine = line;
      var key = string();
      expect(':');
      entries.add(new Value.Entry(key, value(), keyLine));
    }
    at++;
    return new Value.Section(entries, began);
  }

  private Value items() throws Unreadable {
    var values = new ArrayList<Value>();
    var began = line;
    at++;
    while (next() != ']') {
      if (!values.isEmpty()) expect(',');
      values.add(value());
    }
    at++;
    return new Value.Items(values, began);
  }

  private Value word() throws Unreadable {
    var began = at;
    while (at < text.length() && ",]}: \t\r\n".indexOf(text.charAt(at)) < 0) at++;
    var word = text.substring(began, at);
    return switch (word) {
      case "true", "false" -> new Value.Scalar(word, Value.Kind.BOOLEAN, line);
      case "null" -> new Value.Scalar("", Value.Kind.NULL, line);
      default -> {
        if (!NUMBER.matcher(word).matches()) throw wrong("a value is wanted here" + comment(word));
        yield new Value.Scalar(word, Value.Kind.NUMBER, line);
      }
    };
  }

  private static String comment(String word) {
    return word.startsWith("/") || word.startsWith("#") ? "; JSON has no comments" : "";
  }

  private String string() throws Unreadable {
    var string = new StringBuilder();
    at++;
    for (var c = here(); c != '"'; c = here()) {
      if (c < ' ') throw wrong("a text must end on its line");
      at++;
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() throws Unreadable {
    var c = here();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("'\\%c' means nothing".formatted(c));
    };
  }

  private char unit() throws Unreadable {
    var unit = 0;
    for (var i = 0; i < 4; i++) {
      var digit = Character.digit(here(), 16);
      if (digit < 0 || here() > 'f') throw wrong("'\\u' wants four hexadecimal digits");
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private void expect(char wanted) throws Unreadable {
    if (next() != wanted) throw wrong("'%c' is wanted here%s".formatted(wanted, comment(rest())));
    at++;
    if (wanted == ',' && "]}".indexOf(next()) >= 0) throw wrong("there is a comma too many");
  }

  private String rest() {
    return text.substring(at, Math.min(at + 1, text.length()));
  }

  /// The next character that is no space.
  private char next() throws Unreadable {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      if (text.charAt(at) == '\n') line++;
      at++;
    }
    return here();
  }

  private char here() throws Unreadable {
    if (at >= text.length()) throw wrong(ENDS);
    return text.charAt(at);
  }

  private Unreadable wrong(String text) {
    return new Unreadable(line, "is not JSON: " + text);
  }
}
