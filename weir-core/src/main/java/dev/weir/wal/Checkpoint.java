package dev.weir.wal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the log was like when a file was begun; it stands at the beginning of that file.
///
/// Of all sequences below [#below], those in [#waiting] and no others wait. So a restart reads the
/// newest file alone, and believes the others to be what is said of them here.
///
/// @param files those that hold the waiting messages, oldest first
record Checkpoint(long below, Ranges waiting, List<Row> files) {
  private static final int ROW_BYTES_MAX = 8 + 4 * Varint.BYTES_MAX;

  /// One older file.
  ///
  /// @param end where its frames end
  /// @param last the sequence of its last message
  /// @param messages how many it was written with
  record Row(long base, long epoch, long end, long last, long messages) {}

  static Checkpoint none() {
    return new Checkpoint(0, new Ranges(), List.of());
  }

  @Nullable Row row(long base) {
    for (var file : files) {
      if (file.base == base) return file;
    }
    return null;
  }

  long bytesMax() {
    return 2L * Varint.BYTES_MAX + waiting.bytesMax() + (long) files.size() * ROW_BYTES_MAX;
  }

  void put(ByteBuffer to) {
    Varint.put(to, below);
    waiting.put(to);
    Varint.put(to, files.size());
    for (var file : files) {
      to.putLong(file.epoch);
      Varint.put(to, file.base);
      Varint.put(to, file.end);
      Varint.put(to, file.last - file.base + 1);
      Varint.put(to, file.messages);
    }
  }

  static Checkpoint get(ByteBuffer from) {
    var below = Varint.get(from);
    var waiting = Ranges.get(from);
    if (!waiting.below(below)) throw new IllegalArgumentException("More waits than there is");
    var files = new ArrayList<Row>();
    for (var left = Varint.get(from); left > 0; left--) {
      var epoch = from.getLong();
      var base = Varint.get(from);
      var end = Varint.get(from);
      var last = base + Varint.get(from) - 1;
      files.add(new Row(base, epoch, end, last, Varint.get(from)));
    }
    return new Checkpoint(below, waiting, files);
  }
}
