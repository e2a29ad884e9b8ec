package dev.weir.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A sink of files, one open at a time for each topic.
///
/// @param path the folder beneath which all files are
/// @param name the template of a file's name: `{bucket} {ts} {rand} {hostname} {PS}`
/// @param rotateBytes a file of this size or more is ended
/// @param keep how many files of one topic there are at most
public record FileConfig(
    Path path, String name, long rotateBytes, int keep, Format format, Compression compression)
    implements SinkConfig.Kind {
  private static final Set<String> VARIABLES = Set.of("bucket", "ts", "rand", "hostname", "PS");

  /// What expands to something that is not known yet.
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

  static @Nullable FileConfig read(Section section) {
    var path =
        section.as("path", "path").required("path", "the folder for its files", FileConfig::folder);
    var name = section.value("name", "{bucket}{PS}{hostname}-{ts}.log", FileConfig::template);
    var rotateBytes = section.size("rotate", "100MB", 1 << 10, 1L << 50);
    var keep = section.count("keep", 1024, 1, 1_000_000);
    var format = section.choice("format", Format.FRAMES);
    var compression = section.choice("compression", Compression.NONE);
    return path == null ? null : new FileConfig(path, name, rotateBytes, keep, format, compression);
  }

  private static Path folder(String text) {
    if (text.isEmpty()) throw new IllegalArgumentException("is not a folder's path");
    return Path.of(text);
  }

  /// A name cannot lead out of the folder, whatever its variables stand for: what they stand for is
  /// checked by the sink.
  private static String template(String text) {
    var names = VARIABLE.matcher(text).results().map(variable -> variable.group(1)).toList();
    var path = VARIABLE.matcher(text.replace("{PS}", "/")).replaceAll("x");
    var segments = List.of(path.split("/", -1));
    if (!VARIABLES.containsAll(names) || path.contains("{") || path.contains("}")) {
      throw new IllegalArgumentException("may have {bucket}, {ts}, {rand}, {hostname} and {PS}");
    }
    if (segments.stream().anyMatch(Set.of("", ".", "..")::contains) || path.indexOf(0) >= 0) {
      throw new IllegalArgumentException("is not the name of a file within the folder");
    }
    return text;
  }

  /// How a message stands in a file.
  public enum Format {
    /// kahego's: the frame as it is on its socket, length included.
    FRAMES,
    /// One JSON object a line.
    JSON_LINES
  }

  /// What a file's bytes are packed with.
  public enum Compression {
    NONE,
    GZIP,
    ZSTD
  }
}
