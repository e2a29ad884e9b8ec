package dev.weir.cli.context;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The certificates that a file of another tool names.
final class PemPaths {
  private PemPaths() {}

  /// As a context has them; a path that is not absolute begins where that file is.
  static Map<String, Object> of(
      Path file, @Nullable String ca, @Nullable String certificate, @Nullable String key) {
    var files = new LinkedHashMap<String, Object>();
    put(files, file, "ca", ca);
    put(files, file, "certificate", certificate);
    put(files, file, "key", key);
    return files;
  }

  private static void put(Map<String, Object> files, Path file, String key, @Nullable String path) {
    if (path == null || path.isEmpty()) return;
    files.put(key, path.startsWith("~") ? path : file.resolveSibling(path).normalize().toString());
  }
}
