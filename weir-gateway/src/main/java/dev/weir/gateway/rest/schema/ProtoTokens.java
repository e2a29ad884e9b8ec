package dev.weir.gateway.rest.schema;

import java.util.Locale;

/// The words of a `.proto` file, one after the other. Used once, by one thread.
final class ProtoTokens {
  /// Its kind tells a name from a string that says the same.
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SIGN,
    END
  }

  private final String text;
  private int at;
  private Kind kind = Kind.END;
  private String word = "";

  ProtoTokens(String text) {
    this.text = text;
    advance();
  }

  Kind kind() {
    return kind;
  }

  /// The one that comes next; of a string, what it says.
  String word() {
    return word;
  }

  /// Takes the next one.
  String next() {
    var taken = word;
    if (kind == Kind.END) throw wrong("the end of the file comes too soon");
    advance();
    return taken;
  }

  /// Whether this comes next, and is no string.
  boolean is(String expected) {
    return kind != Kind.STRING && kind != Kind.END && word.equals(expected);
  }

  /// Takes this if it comes next.
  boolean took(String expected) {
    if (!is(expected)) return false;
    advance();
    return true;
  }

  void expect(String expected) {
    if (!took(expected)) throw wrong("'%s' is wanted".formatted(expected));
  }

  /// `weir.v1.Message`, perhaps with a point before it.
  String path() {
    var path = new StringBuilder(took(".") ? "." : "");
    path.append(name());
    while (took(".")) path.append('.').append(name());
    return path.toString();
  }

  String name() {
    if (kind != Kind.NAME) throw wrong("a name is wanted");
    return next();
  }

  /// Strings beside one another are one.
  String string() {
    if (kind != Kind.STRING) throw wrong("a string is wanted");
    var all = new StringBuilder();
    while (kind == Kind.STRING) all.append(next());
    return all.toString();
  }

  int integer() {
    var sign = took("-") ? "-" : "";
    if (kind != Kind.NUMBER) throw wrong("a number is wanted");
    try {
      return Integer.decode(sign + word);
    } catch (NumberFormatException _) {
      throw wrong("it is no number of 32 bits");
    } finally {
      advance();
    }
  }

  BadSchema wrong(String why) {
    var line =
        1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new BadSchema("line %d, at '%s': %s".formatted(line, Misfit.shown(word), why));
  }

  private void advance() {
    skip();
    int from = at;
    if (at == text.length()) {
      kind = Kind.END;
      word = "";
      return;
    }
    char first = text.charAt(at);
    if (isNameStart(first)) {
      kind = Kind.NAME;
      while (at < text.length() && isNamePart(text.charAt(at))) at++;
    } else if (isDigit(first)
        || (first == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      kind = Kind.NUMBER;
      number();
    } else if (first == '"' || first == '\'') {
      kind = Kind.STRING;
      quoted(first);
      return;
    } else {
      kind = Kind.SIGN;
      at++;
    }
    word = text.substring(from, at);
  }

  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
        at++;
      } else if (text.startsWith("//", at)) {
        var end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        var end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else {
        return;
      }
    }
  }

  /// Whole, hexadecimal, octal or with a fraction and an exponent.
  private void number() {
    var hexadecimal = text.regionMatches(true, at, "0x", 0, 2);
    while (at < text.length()) {
      char next = text.charAt(at);
      var exponent = !hexadecimal && at > 0 && (text.charAt(at - 1) | 0x20) == 'e';
      if (!isNamePart(next) && next != '.' && !(exponent && (next == '+' || next == '-'))) return;
      at++;
    }
  }

  /// Text is seldom escaped here: but for defaults nobody reads it.
  private void quoted(char quote) {
    var said = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      if (text.charAt(at) == '\n') throw wrong("a string does not end");
      said.append(text.charAt(at) == '\\' ? escaped() : String.valueOf(text.charAt(at)));
    }
    if (at == text.length()) throw wrong("a string does not end");
    at++;
    word = said.toString();
  }

  private String escaped() {
    at++;
    if (at == text.length()) throw wrong("a string does not end");
    char code = text.charAt(at);
    return switch (code) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case 'x', 'X' -> coded(at + 1, 2, 16);
      case 'u' -> coded(at + 1, 4, 16);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> coded(at, 3, 8);
      default -> String.valueOf(code);
    };
  }

  private String coded(int from, int most, int radix) {
    int end = from;
    while (end < text.length()
        && end < from + most
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    if (end == from) throw wrong("a string has a wrong escape");
    at = end - 1;
    return Character.toString(
        Integer.parseInt(text.substring(from, end).toLowerCase(Locale.ROOT), radix));
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}
