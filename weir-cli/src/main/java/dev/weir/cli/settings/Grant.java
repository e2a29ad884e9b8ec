package dev.weir.cli.settings;

import dev.weir.auth.KeyHash;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.ConfigException;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who somebody will be and what they may: said with the secret, it becomes the lines to paste into
/// the settings.
final class Grant {
  private static final String SOMEBODY = "NAME";

  @Option(names = "--name", paramLabel = "NAME", description = "Who it is for.")
  private @Nullable String name;

  @Option(
      names = "--role",
      paramLabel = "ROLES",
      description = "read, produce, operate, or several with commas.")
  private @Nullable String role;

  @Option(
      names = "--topics",
      paramLabel = "TOPICS",
      description = "Their topics: names and patterns with *, with commas. All without it.")
  private @Nullable String topics;

  /// Whether lines to paste are wanted.
  boolean isAsked() {
    return name != null || role != null || topics != null;
  }

  /// Throws where the settings would not take it.
  void check() {
    var key = "auth.keys.%s.".formatted(name());
    try {
      WeirConfig.read(
          Sources.of(
              key + "key=" + KeyHash.of(KeyHash.newKey()).text(),
              key + "role=" + or(role, "read"),
              key + "topics=" + or(topics, "*")));
    } catch (ConfigException e) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was made",
          String.join("; ", e.problems()),
          "Correct --name, --role or --topics.");
    }
  }

  private String name() {
    return or(name, SOMEBODY);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /// @param kind `users` or `keys`
  /// @param what the setting that has the hash
  String yaml(String kind, String what, String hash) {
    return """
    auth:
      %s:
        %s:
          %s: "%s"
          role: %s
          topics: "%s"
    """
        .formatted(kind, name(), what, hash, or(role, "read"), or(topics, "*"));
  }
}
