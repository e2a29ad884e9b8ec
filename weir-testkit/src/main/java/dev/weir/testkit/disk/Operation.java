package dev.weir.testkit.disk;

/// What a program can ask of a [FaultyDisk], and what can therefore fail.
public enum Operation {
  /// `FileChannel.open`, and everything of `Files` that opens a file.
  OPEN,
  /// Any read from a channel, positional or not.
  READ,
  /// A write at the channel's own position, gathering or not.
  WRITE,
  /// A write at a position that the caller names.
  WRITE_AT,
  /// `FileChannel.force` of a file, or of a directory that was opened for reading.
  FORCE,
  /// `FileChannel.truncate`. Opening with `TRUNCATE_EXISTING` counts as [#OPEN] alone.
  TRUNCATE,
  /// `Files.list`, `Files.newDirectoryStream` and what is built upon them.
  LIST,
  /// `Files.createDirectory`, once for each directory that `Files.createDirectories` tries.
  CREATE_DIRECTORY,
  /// `Files.move`.
  MOVE,
  /// `Files.delete` and `Files.deleteIfExists`.
  DELETE
}
