package dev.weir.cli.contexts;

import dev.weir.cli.terminal.World;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a user's files are.
final class Places {
  private Places() {}

  /// `$XDG_CONFIG_HOME/weir`, else `~/.config/weir`; null for somebody who has no home.
  static @Nullable Path settings(Map<String, String> env) {
    var configured = env.getOrDefault("XDG_CONFIG_HOME", "");
    // A relative path has no meaning there, says its specification.
    if (configured.startsWith("/")) return Path.of(configured, "weir");
    var home = env.getOrDefault("HOME", "");
    return home.isEmpty() ? null : Path.of(home, ".config", "weir");
  }

  /// A file that a context names: `~` is the user's home, and what is not absolute begins at the
  /// contexts file.
  static Path file(World world, String written) {
    var home = world.env().getOrDefault("HOME", "");
    var path = written.startsWith("~/") && !home.isEmpty() ? home + written.substring(1) : written;
    var from = settings(world.env());
    return (from == null ? world.folder() : from).resolve(path);
  }
}
