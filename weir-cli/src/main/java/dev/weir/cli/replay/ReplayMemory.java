package dev.weir.cli.replay;

import dev.weir.sink.file.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// `FILE.weir-replayed`: how much of a file each Kafka has. A line for each, with tabs between:
///
/// | field | |
/// |---|---|
/// | cluster | Kafka's own name of itself |
/// | topic | of `--topic`; `*` for the messages' own |
/// | offset | all before this byte, unpacked, was acknowledged |
/// | checksum | CRC-32 of the file's first 4 KiB before that, as files of one name come and go |
final class ReplayMemory {
  private static final String ENDING = ".weir-replayed";
  private static final String TAB = "\t";
  private static final int CHECKED_BYTES = 4 << 10;
  private static final int FIELDS = 4;

  private final Path file;
  private final String target;

  /// @param topic in place of the messages' own; empty for those
  ReplayMemory(Path file, String cluster, String topic) {
    this.file = file;
    this.target = cluster + TAB + (topic.isEmpty() ? "*" : topic) + TAB;
  }

  static boolean isThere(Path file) {
    return Files.exists(path(file));
  }

  private static Path path(Path file) {
    return file.resolveSibling(file.getFileName() + ENDING);
  }

  /// Where to go on; 0 where nothing is known of this file.
  long offset() throws IOException {
    for (var line : lines()) {
      if (!line.startsWith(target)) continue;
      var fields = line.split(TAB, -1);
      if (fields.length != FIELDS || !fields[2].matches("\\d{1,18}")) continue;
      var offset = Long.parseLong(fields[2]);
      return checksum(offset).equals(fields[3]) ? offset : 0;
    }
    return 0;
  }

  /// Whole or not at all, also where the process is killed.
  void remember(long offset) throws IOException {
    var lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.startsWith(target));
    lines.add(target + offset + TAB + checksum(offset));
    var written = path(file).resolveSibling(path(file).getFileName() + ".new");
    Files.write(written, lines);
    Files.move(written, path(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> lines() throws IOException {
    return isThere(file) ? Files.readAllLines(path(file)) : List.of();
  }

  private String checksum(long offset) throws IOException {
    var crc = new CRC32();
    try (var in = Frames.unpacked(file)) {
      crc.update(in.readNBytes((int) Math.min(offset, CHECKED_BYTES)));
    }
    return Long.toHexString(crc.getValue());
  }
}
