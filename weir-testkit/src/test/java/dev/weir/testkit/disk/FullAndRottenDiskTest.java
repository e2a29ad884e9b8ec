package dev.weir.testkit.disk;

import static dev.weir.testkit.disk.PlainFiles.bytes;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FullAndRottenDiskTest {
  @TempDir Path temporary;
  private FaultyDisk disk;
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void open_a_file() throws IOException {
    disk = FaultyDisk.in(temporary.resolve("disk"));
    file = disk.path("file");
    Files.writeString(file, "abcdef");
    channel = FileChannel.open(file, WRITE);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  @Test
  void a_full_disk_takes_what_fits_and_then_says_so() throws IOException {
    disk.fullAfter(3);
    channel.position(6);

    int written = channel.write(bytes("12345"));

    assertThat(written).isEqualTo(3);
    assertThatThrownBy(() -> channel.write(bytes("45")))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(file).hasContent("abcdef123");
  }

  @Test
  void a_gathering_write_is_short_across_its_buffers() throws IOException {
    disk.fullAfter(3);
    var sources = new ByteBuffer[] {bytes("12"), bytes("34")};

    long written = channel.position(6).write(sources);

    assertThat(written).isEqualTo(3);
    assertThat(sources[1].remaining()).isEqualTo(1);
    assertThat(file).hasContent("abcdef123");
  }

  @Test
  void to_overwrite_needs_no_room() throws IOException {
    disk.fullAfter(0);

    int written = channel.write(bytes("123456"));

    assertThat(written).isEqualTo(6);
    assertThatThrownBy(() -> channel.write(bytes("7"), 6)).hasMessage("No space left on device");
  }

  @Test
  void room_comes_back_by_deleting_or_by_healing() throws IOException {
    disk.fullAfter(0);
    Files.createFile(disk.path("other"));

    Files.delete(file);
    Files.writeString(disk.path("other"), "123456");
    assertThatThrownBy(() -> Files.writeString(disk.path("other"), "1234567"))
        .hasMessage("No space left on device");
    disk.heal();
    Files.writeString(disk.path("other"), "1234567");

    assertThat(disk.path("other")).hasContent("1234567");
  }

  @Test
  void a_flipped_bit_a_zeroed_range_and_a_lost_tail_outlive_a_power_cut() throws IOException {
    disk.sync();
    channel.write(bytes("XY"), 0);
    disk.flipBit(file, 2);
    disk.zero(file, 3, 2);
    disk.cutOff(file, 5);
    assertThat(file).hasContent("XYb\0\0");

    disk.powerCut();

    assertThat(file).hasContent("abb\0\0");
  }

  @Test
  void rot_behind_the_end_of_a_file_is_refused() {
    assertThatThrownBy(() -> disk.zero(file, 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/file has 6 bytes");
  }
}
