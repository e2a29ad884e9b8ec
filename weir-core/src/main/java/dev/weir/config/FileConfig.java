package dev.weir.config;

import java.nio.file.Path;

/// A sink of files, one open at a time for each topic.
///
/// @param path the folder beneath which all files are
/// @param name the template of a file's name: `{bucket} {ts} {rand} {hostname} {PS}`
/// @param rotateBytes a file of this size or more is ended
/// @param keep how many files of one topic there are at most
public record FileConfig(
    Path path, String name, long rotateBytes, int keep, Format format, Compression compression)
    implements SinkConfig.Kind {
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
