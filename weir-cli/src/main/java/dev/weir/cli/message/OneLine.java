package dev.weir.cli.message;

/// Text without signs that a terminal or a reader of lines would obey.
public final class OneLine {
  private OneLine() {}

  public static String of(String text) {
    if (text.chars().noneMatch(OneLine::isControl)) return text;
    var line = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var sign = text.charAt(i);
      switch (sign) {
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        case '\r' -> line.append("\\r");
        default -> {
          if (isControl(sign)) line.append("\\x%02x".formatted((int) sign));
          else line.append(sign);
        }
      }
    }
    return line.toString();
  }

  private static boolean isControl(int sign) {
    return Character.isISOControl(sign);
  }
}
