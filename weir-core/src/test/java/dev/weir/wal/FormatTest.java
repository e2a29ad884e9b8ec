package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that were written by an earlier Weir, or by a later one.
@Timeout(30)
class FormatTest {
  @TempDir Path folder;

  @BeforeEach
  void copy_the_files() throws IOException, URISyntaxException {
    var kept = Objects.requireNonNull(FormatTest.class.getResource("/wal/v1"));
    try (var files = Files.list(Path.of(kept.toURI()))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(Folder.name(file)));
      }
    }
  }

  @Test
  void files_of_version_1_are_read_as_they_were_written() {
    try (var box = new LoggedBox(folder)) {
      var entries = new ArrayList<Entry>();
      for (var entry = box.wal().next(); entry != null; entry = box.wal().next()) {
        entries.add(entry);
      }

      assertThat(entries).usingRecursiveComparison().isEqualTo(expected());
      assertThat(box.wal().corrupt()).isZero();
      assertThat(box.wal().head()).isGreaterThanOrEqualTo(OldLog.MESSAGES);
    }
  }

  private static List<Entry> expected() {
    return IntStream.range(0, OldLog.MESSAGES)
        .filter(OldLog::waits)
        .mapToObj(number -> new Entry(number, OldLog.message(number), OldLog.reason(number)))
        .toList();
  }

  @Test
  void a_log_of_version_1_is_added_to() {
    try (var box = new LoggedBox(folder)) {
      var before = box.wal().waiting();

      box.append("new");
      box.restart();

      assertThat(box.wal().recovered()).isEqualTo(before + 1);
      assertThat(box.drain()).hasSize((int) before + 1).endsWith("new");
    }
  }

  @Test
  void a_newer_version_is_refused_and_nothing_is_touched() throws IOException {
    var file = folder.resolve("00000000000000009999.wal");
    Files.write(file, header(2));
    var before = contents();

    assertThatThrownBy(() -> new LoggedBox(folder).close())
        .isInstanceOf(WalException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("format 2");
    assertThatThrownBy(() -> WalFiles.open(folder)).isInstanceOf(WalException.class);

    assertThat(contents()).isEqualTo(before);
  }

  private TreeMap<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        contents.put(Folder.name(file), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static byte[] header(int version) {
    var page = ByteBuffer.allocate(FileHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FileHeader.fresh(9_999, FileHeader.REPLACES_NOTHING).put(page);
    var crc = new CRC32C();
    page.putInt(8, version);
    crc.update(page.array(), 0, 40);
    page.putInt(40, (int) crc.getValue());
    page.put(2_048, page.array(), 0, 44);
    return page.array();
  }
}
