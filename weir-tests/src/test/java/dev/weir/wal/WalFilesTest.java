package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a tool sees of a log's folder.
@Timeout(60)
final class WalFilesTest {
  private static final int RECORDS = 120;
  private static final int BYTES = 700;

  @TempDir private Path directory;
  private FaultyDisk disk;
  private Path folder;
  private StoredLog log;

  @BeforeEach
  void three_files_or_so() throws IOException {
    disk = FaultyDisk.in(directory);
    folder = disk.path("wal");
    log = new StoredLog(folder, RECORDS, BYTES);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  private static List<Long> ids(List<WalFiles.Item> items) {
    var ids = new ArrayList<Long>();
    for (var item : items) {
      ids.add(Long.valueOf(item.entry().message().topic().substring(Sample.TOPIC.length())));
    }
    return ids;
  }

  @Test
  void it_shows_all_records_and_which_of_them_wait_while_the_log_is_in_use() {
    log.restore();
    try (var opened = log.open()) {
      for (var sequence = 0; sequence < 10; sequence++) opened.wal().ack(sequence);
      opened.append(RECORDS, 1, BYTES);
      var items = new ArrayList<WalFiles.Item>();

      var files = WalFiles.open(folder);
      var damages = files.read(items::add);

      assertThat(damages).isEmpty();
      assertThat(files.waiting()).isEqualTo(RECORDS - 9);
      assertThat(files.lost()).isZero();
      assertThat(ids(items)).hasSize(RECORDS + 1).isSorted();
      assertThat(items.stream().filter(WalFiles.Item::waiting)).hasSize(RECORDS - 9);
      assertThat(files.files().stream().mapToLong(WalFiles.Summary::messages).sum())
          .isEqualTo(RECORDS + 1);
      assertThat(opened.read()).contains(RECORDS - 1);
    }
  }

  @Test
  void it_tells_what_is_damaged_and_shows_the_rest() {
    for (var name : log.names()) {
      var places = List.copyOf(Rot.records(log.bytes(name)).keySet());
      if (places.size() < 5) continue;
      for (var offset : List.of(200, -40)) {
        var bytes = log.bytes(name);
        bytes[places.get(3) + offset] ^= 4;
        log.restore();
        log.write(name, bytes);
        var items = new ArrayList<WalFiles.Item>();

        var damages = WalFiles.open(folder).read(items::add);

        assertThat(damages).as("%s at %d", name, offset).hasSize(1);
        assertThat(ids(items)).hasSize(RECORDS - 1).isSorted();
      }
    }
  }

  @Test
  void it_tells_of_a_file_that_was_cut_off_and_of_files_that_are_not_the_logs() {
    var name = log.names().get(1);
    var bytes = log.bytes(name);
    var places = List.copyOf(Rot.records(bytes).keySet());
    log.restore();
    log.write(name, Arrays.copyOf(bytes, places.get(5)));
    log.write("noise.wal", new byte[] {1, 2, 3});
    var items = new ArrayList<WalFiles.Item>();

    var files = WalFiles.open(folder);
    files.read(items::add);

    assertThat(files.foreign()).containsExactly(folder.resolve("noise.wal"));
    assertThat(files.lost()).isEqualTo(places.size() - 5);
    assertThat(items).hasSize(RECORDS - places.size() + 5);
  }

  @Test
  void a_folder_that_is_not_there_or_cannot_be_read_is_named() {
    disk.failFrom(1, Operation.OPEN, Operation.LIST);
    assertThatThrownBy(() -> WalFiles.open(folder))
        .isInstanceOf(WalException.class)
        .hasMessageContaining("/wal");
    disk.heal();

    var files = WalFiles.open(folder);
    disk.failFrom(1, Operation.OPEN, Operation.READ);
    assertThatThrownBy(() -> files.read(_ -> {}))
        .isInstanceOf(WalException.class)
        .hasMessageContaining("/wal");
  }

  @Test
  void a_file_that_is_gone_by_the_time_it_is_read_is_left_out() throws IOException {
    var files = WalFiles.open(folder);
    Files.delete(folder.resolve(log.names().getFirst()));
    var items = new ArrayList<WalFiles.Item>();

    assertThat(files.read(items::add)).isEmpty();

    assertThat(items).isNotEmpty().hasSizeLessThan(RECORDS);
  }
}
