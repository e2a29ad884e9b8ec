package dev.weir;

/// Kafka's rule for topic names, and how to show one that breaks it.
public final class TopicName {
  private static final int LENGTH_MAX = 249;
  private static final int SHOWN_MAX = 60;

  private TopicName() {}

  /// Hot.
  public static boolean legal(String name) {
    var length = name.length();
    if (length == 0 || length > LENGTH_MAX || name.equals(".") || name.equals("..")) return false;
    for (var i = 0; i < length; i++) {
      if (!legal(name.charAt(i))) return false;
    }
    return true;
  }

  private static boolean legal(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  /// Hot. Whether a pattern, in which `*` stands for any characters, is one of this name. What it
  /// costs grows with both lengths at worst, whatever the pattern.
  public static boolean fits(String pattern, String name) {
    var at = 0;
    var in = 0;
    var star = -1;
    var starIn = 0;
    while (in < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        starIn = in;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) { // the last star takes one character more
        at = star + 1;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') at++;
    return at == pattern.length();
  }

  /// The name for a log or an answer: short, and without control characters that could forge a line
  /// of either.
  public static String shown(String name) {
    var shown = new StringBuilder();
    for (var i = 0; i < Math.min(name.length(), SHOWN_MAX); i++) {
      var c = name.charAt(i);
      shown.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return name.length() > SHOWN_MAX ? shown.append("...").toString() : shown.toString();
  }
}
