package dev.weir.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file that may be one of the log.
final class Found {
  private final Path path;
  private final @Nullable FileHeader header;
  private final int version;
  private final long size;

  private Found(Path path, @Nullable FileHeader header, int version, long size) {
    this.path = path;
    this.header = header;
    this.version = version;
    this.size = size;
  }

  static Found in(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var page = ByteBuffer.allocate(FileHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (page.hasRemaining()) {
        if (channel.read(page, page.position()) < 0) break;
      }
      page.flip();
      return new Found(path, FileHeader.get(page), FileHeader.version(page), channel.size());
    }
  }

  /// The same file with the header that it should have.
  Found with(Checkpoint.Row row) {
    var known = new FileHeader(row.base(), row.epoch(), FileHeader.REPLACES_NOTHING);
    return new Found(path, known, FileHeader.VERSION, size);
  }

  Path path() {
    return path;
  }

  boolean hasHeader() {
    return header != null;
  }

  FileHeader header() {
    if (header == null) throw new IllegalStateException(path + " has no header");
    return header;
  }

  long size() {
    return size;
  }

  /// Of the format, or 0 when the file says none.
  int version() {
    return version;
  }

  long base() {
    return header().base();
  }

  boolean isWellNamed() {
    return Folder.named(path) == base();
  }

  /// Of two that claim the same place, the one that has the name too.
  Found betterOf(Found other) {
    return other.isWellNamed() && !isWellNamed() ? other : this;
  }

  /// Whether a checkpoint speaks of this very file, and no part of it is gone.
  boolean is(Checkpoint.@Nullable Row row) {
    return row != null && row.epoch() == header().epoch() && row.end() <= size;
  }

  FileScan scan() throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return FileScan.of(path, header(), channel);
    }
  }
}
