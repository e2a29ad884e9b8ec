package dev.weir.config;

import java.util.regex.Pattern;

/// One setting in force: its key, its value, and where the value came from. What `weir config show`
/// prints.
///
/// Secrets are masked when the setting is made, so that no printer can forget it.
public record Setting(String key, String value, String origin) {
  private static final Pattern SECRET =
      Pattern.compile(
          "password|secret|token|credential|jaas|certificate|keystore\\.key|private.?key|api.?key",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");
  private static final String MASK = "********";

  static Setting of(String key, String value, Origin origin) {
    var shown =
        SECRET.matcher(key).find() && !value.isEmpty()
            ? MASK
            : USER_INFO.matcher(value).replaceAll("://" + MASK + "@");
    return new Setting(key, shown, origin.toString());
  }
}
