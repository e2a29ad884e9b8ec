package dev.weir.config;

import java.util.regex.Pattern;

/// One setting in force: its key, its value, and where the value came from. What `weir config show`
/// prints.
///
/// Secrets are masked when the setting is made, so that no printer can forget it.
public record Setting(String key, String value, String origin) {
  /// Kafka's client has certificates as text in its settings; ours are in files.
  private static final Pattern SECRET =
      Pattern.compile(
          "password|secret|token|credential|jaas|(?<!^tls\\.|^auth\\.)certificate|keystore\\.key"
              + "|private.?key|api.?key|^auth\\.keys\\..*\\.key$|^tracing\\.headers$",
          Pattern.CASE_INSENSITIVE);

  /// As far as the last `@`: a password that should have been encoded is one all the same.
  private static final Pattern USER_INFO = Pattern.compile("://\\S+@");

  private static final String MASK = "********";

  static Setting of(String key, String value, Origin origin) {
    var shown =
        SECRET.matcher(key).find() && !value.isEmpty() && !value.equals(Section.OFF)
            ? MASK
            : USER_INFO.matcher(value).replaceAll("://" + MASK + "@");
    return new Setting(key, shown, origin.toString());
  }

  /// Whether its value is a secret, of which nothing is shown but that it is set.
  public boolean secret() {
    return value.equals(MASK);
  }
}
