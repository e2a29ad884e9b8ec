package dev.weir.wal;

import java.nio.file.Path;

/// One file of the log, as it is known in memory.
///
/// The writer moves its end; the reader follows it, so these fields are volatile, the end last.
final class Segment {
  final Path path;
  final FileHeader header;
  final OffsetIndex index = new OffsetIndex(FileHeader.BYTES);

  /// Never written again, and never used again either: what is in its blocks is not known.
  volatile boolean failed;

  /// Known not to be whole.
  volatile boolean damaged;

  /// What the file has behind its end and could not be cut off yet.
  volatile long surplusBytes;

  private volatile long last;
  private volatile long messages;
  private volatile long end = FileHeader.BYTES;

  Segment(Path path, FileHeader header) {
    this.path = path;
    this.header = header;
    this.last = Math.max(header.base() - 1, header.replacesTo());
  }

  long base() {
    return header.base();
  }

  /// The last sequence that may be in it.
  long last() {
    return last;
  }

  long messages() {
    return messages;
  }

  /// Where its frames end: what is behind was not written, or is of no worth.
  long end() {
    return end;
  }

  /// The bytes that it takes of the disk once nothing is added any more.
  long bytes() {
    return end + Frame.END_MARK_BYTES + surplusBytes;
  }

  record Extent(long last, long messages, long end) {}

  Extent extent() {
    return new Extent(last, messages, end);
  }

  void extent(Extent extent) {
    if (extent.end < end) index.cutOff(extent.end);
    last = extent.last;
    messages = extent.messages;
    end = extent.end;
  }

  Checkpoint.Row row() {
    return new Checkpoint.Row(header.base(), header.epoch(), end, last, messages);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
