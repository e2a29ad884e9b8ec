package dev.weir.config.legacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A file of variables, such as `.env.dev.local`: `KEY=value`, `#` comments, quotes, `export`.
final class Dotenv {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)");
  private static final Set<String> OF_KAHEGO =
      Set.of("BUCKETS_FILE", "SOCKET", "MAXCPUS", "MAXMEMORY", "LOG_LEVEL");

  private Dotenv() {}

  /// Whether a text is such a file of kahego's, and nothing else.
  static boolean isKahegos(String text) {
    var variables = text.lines().filter(Dotenv::says).toList();
    return !variables.isEmpty()
        && variables.stream().allMatch(line -> LINE.matcher(line).matches())
        && read("", text).keySet().stream().anyMatch(OF_KAHEGO::contains);
  }

  private static boolean says(String line) {
    return !line.isBlank() && !line.strip().startsWith("#");
  }

  /// Its variables; lines that are none are overlooked, and an empty value counts as none.
  static Map<String, Found> read(String file, String text) {
    var variables = new LinkedHashMap<String, Found>();
    var number = 0;
    for (var line : text.lines().toList()) {
      number++;
      var variable = LINE.matcher(line);
      if (!says(line) || !variable.matches()) continue;
      var value = unquoted(variable.group(2).strip());
      var place = new Place(file, number);
      if (!value.isEmpty())
        variables.put(variable.group(1), Found.of(variable.group(1), value, place));
    }
    return variables;
  }

  private static String unquoted(String text) {
    if (!text.isEmpty() && "\"'".indexOf(text.charAt(0)) >= 0) {
      var end = text.indexOf(text.charAt(0), 1);
      if (end > 0) return text.substring(1, end);
    }
    var comment = text.indexOf(" #");
    if (text.startsWith("#")) return "";
    return comment < 0 ? text : text.substring(0, comment).strip();
  }
}
