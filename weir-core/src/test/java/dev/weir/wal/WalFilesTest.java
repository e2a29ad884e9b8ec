package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WalFilesTest {
  @TempDir Path folder;
  private LoggedBox box;

  @BeforeEach
  void fill_some_files() {
    box = new LoggedBox(folder);
    box.appendMany(1_000, "message ");
    for (var sequence = 0; sequence < 1_000; sequence += 2) box.wal().ack(sequence);
    box.append("last");
  }

  @AfterEach
  void close() {
    box.close();
  }

  @Test
  void the_files_of_a_log_in_use_are_listed() {
    var files = WalFiles.open(folder);

    assertThat(files.waiting()).isEqualTo(501);
    assertThat(files.lost()).isZero();
    assertThat(files.foreign()).isEmpty();
    assertThat(files.files()).hasSizeGreaterThan(1);
    assertThat(files.files()).extracting(WalFiles.Summary::firstSequence).isSorted();
    assertThat(files.files().stream().mapToLong(WalFiles.Summary::waiting).sum()).isEqualTo(501);
    assertThat(files.files().stream().mapToLong(WalFiles.Summary::messages).sum()).isEqualTo(1_001);
  }

  @Test
  void all_messages_are_shown_with_what_became_of_them() {
    var items = new ArrayList<WalFiles.Item>();

    var damages = WalFiles.open(folder).read(items::add);

    assertThat(damages).isEmpty();
    assertThat(items).hasSize(1_001);
    assertThat(items).extracting(item -> item.entry().sequence()).isSorted();
    assertThat(items)
        .allSatisfy(item ->
            assertThat(item.waiting())
                .isEqualTo(item.entry().sequence() % 2 == 1 || item.equals(items.getLast())));
  }

  @Test
  void reading_begins_at_a_place_and_ends_when_nobody_wants_more() {
    var read = new ArrayList<Long>();

    var all =
        WalFiles.open(folder)
            .readFrom(
                501,
                item -> {
                  read.add(item.entry().sequence());
                  return read.size() < 3;
                });

    assertThat(all).isFalse();
    assertThat(read).containsExactly(501L, 502L, 503L);
    assertThat(WalFiles.open(folder).readFrom(1_001, _ -> false)).isTrue();
  }

  @Test
  void files_that_take_the_place_of_others_meanwhile_are_read_too() {
    var files = WalFiles.open(folder);
    var second = files.files().get(1).file();
    var read = new ArrayList<Long>();

    var all =
        files.readFrom(
            0,
            item -> {
              if (read.isEmpty()) rename(second, folder.resolve("another.wal"));
              return read.add(item.entry().sequence());
            });
    rename(folder.resolve("another.wal"), second);

    assertThat(all).isTrue();
    assertThat(read).hasSize(1_001).isSorted().doesNotHaveDuplicates();
  }

  private static void rename(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothing_is_changed_and_the_log_goes_on() {
    WalFiles.open(folder).read(_ -> {});

    box.append("more");
    box.restart();

    assertThat(box.wal().recovered()).isEqualTo(502);
    assertThat(box.wal().corrupt()).isZero();
  }

  @Test
  void damage_is_named_with_its_place_and_its_messages() throws IOException {
    var items = new ArrayList<WalFiles.Item>();
    WalFiles.open(folder).read(items::add);
    var hit = items.get(3);
    try (var channel = FileChannel.open(hit.file(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4), hit.offset() + 30);
    }

    var left = new ArrayList<WalFiles.Item>();
    var damages = WalFiles.open(folder).read(left::add);

    assertThat(left).hasSize(1_000);
    assertThat(damages)
        .containsExactly(new Damage(hit.file(), hit.offset(), items.get(4).offset(), 3, 3));
  }

  @Test
  void a_folder_that_is_not_there_is_empty_and_a_file_is_refused() throws IOException {
    assertThat(WalFiles.open(folder.resolve("none")).files()).isEmpty();

    var file = Files.createFile(folder.resolve("file"));
    assertThat(WalFiles.open(file).files()).isEmpty();
    assertThatThrownBy(() -> new LoggedBox(file)).isInstanceOf(WalException.class);
  }
}
