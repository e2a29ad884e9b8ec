package dev.weir.wal;

import java.nio.file.Path;

/// Where a log lives and how large it gets.
///
/// @param name for metrics and messages: the sink whose log it is
/// @param limitBytes what it may take of the disk, one file in reserve included
/// @param watcher who counts what goes in and out
public record WalOptions(
    String name, Path folder, long limitBytes, int segmentBytes, Wal.Watcher watcher) {
  /// With nobody who counts.
  public WalOptions(String name, Path folder, long limitBytes, int segmentBytes) {
    this(name, folder, limitBytes, segmentBytes, Wal.Watcher.NOBODY);
  }
}
