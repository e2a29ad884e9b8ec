package dev.weir.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Files that are done with and wait to be used again, because blocks that were written once are
/// forced faster. The writer's own.
final class Spares {
  private static final int KEPT = 2;

  private record Spare(Path path, long bytes) {}

  private final Folder folder;
  private final Limits limits;
  private final Deque<Spare> spares = new ArrayDeque<>();
  private long lastNumber;
  private long bytes;

  Spares(Folder folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /// Finds what an earlier run left.
  void find(long used) throws IOException {
    for (var path : folder.files(Folder.SPARE)) {
      var size = Folder.size(path);
      if (keeps(size, used)) keep(path, size);
      else Files.deleteIfExists(path);
    }
  }

  /// Keeps a file, or deletes it when there are enough or room is scarce.
  void put(Segment segment, long used) throws IOException {
    if (segment.failed || !keeps(segment.bytes(), used)) {
      Files.deleteIfExists(segment.path);
      return;
    }
    var free = folder.spare(++lastNumber);
    while (Files.exists(free)) free = folder.spare(++lastNumber);
    Folder.rename(segment.path, free);
    keep(free, segment.bytes());
  }

  private boolean keeps(long size, long used) {
    return spares.size() < KEPT
        && size >= limits.segmentBytes() / 2
        && size <= limits.segmentBytes()
        && !limits.scarce(used + bytes + size);
  }

  private void keep(Path path, long size) {
    spares.add(new Spare(path, size));
    bytes += size;
  }

  @Nullable Path take() {
    var spare = spares.poll();
    if (spare == null) return null;
    bytes -= spare.bytes;
    return spare.path;
  }

  void dropAll() throws IOException {
    for (var path = take(); path != null; path = take()) Files.deleteIfExists(path);
  }

  /// Any thread may see it a little late.
  long bytes() {
    return bytes;
  }
}
