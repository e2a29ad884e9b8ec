package dev.weir.config;

import java.util.ArrayList;
import java.util.List;

/// The configuration cannot be used. The message is the whole report, a line a problem.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> problems;

  ConfigException(List<String> problems) {
    super(
        "The configuration has %d problem%s; nothing was started:\n  %s"
            .formatted(
                problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  ", problems)));
    this.problems = new ArrayList<>(problems);
  }

  /// One of what the settings name, such as a file, that is not as it has to be.
  public static ConfigException about(List<String> problems) {
    return new ConfigException(problems);
  }

  /// Each of them, with the place where it was written.
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
