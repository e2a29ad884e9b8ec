package dev.weir.testkit.disk;

import static dev.weir.testkit.disk.PlainFiles.bytes;
import static dev.weir.testkit.disk.PlainFiles.read;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Without a fault the disk is like the real one: each test runs on both and cannot tell them
/// apart.
@Timeout(30)
class OrdinaryFilesTest {
  @TempDir Path temporary;
  private Path directory;

  @BeforeEach
  void choose_the_disk() throws IOException {
    directory = directoryOn(temporary);
  }

  Path directoryOn(Path temporary) throws IOException {
    return FaultyDisk.in(temporary.resolve("faulty")).path("");
  }

  @Test
  void channels_read_and_write_in_every_way() throws IOException {
    try (var channel = FileChannel.open(directory.resolve("f"), CREATE_NEW, READ, WRITE)) {
      channel.write(bytes("012"));
      channel.write(new ByteBuffer[] {bytes("34"), bytes(""), bytes("567")});
      channel.write(bytes("X"), 1);
      channel.write(bytes("gap"), 10);
      var parts = new ByteBuffer[] {ByteBuffer.allocate(2), ByteBuffer.allocate(20)};

      assertThat(channel.position()).isEqualTo(8);
      assertThat(channel.position(2).read(parts)).isEqualTo(11);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(channel.read(ByteBuffer.allocate(0), 99)).isIn(-1, 0);
      assertThat(read(channel, 0, 20)).isEqualTo("0X234567\0\0gap");
      assertThat(channel.truncate(3).size()).isEqualTo(3);
      assertThat(channel.position()).isEqualTo(3);
      assertThat(channel.truncate(99).size()).isEqualTo(3);
    }
  }

  @Test
  void two_openers_see_one_another() throws IOException {
    var file = directory.resolve("f");
    try (var one = FileChannel.open(file, CREATE, WRITE);
        var other = FileChannel.open(file, READ)) {
      one.write(bytes("seen"));

      assertThat(read(other, 0, 4)).isEqualTo("seen");
      assertThatThrownBy(() -> one.read(ByteBuffer.allocate(1)))
          .isInstanceOf(NonReadableChannelException.class);
      assertThatThrownBy(() -> other.write(bytes("x")))
          .isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void open_options_mean_what_they_say() throws IOException {
    var file = directory.resolve("f");

    assertThatThrownBy(() -> FileChannel.open(file, WRITE)).isInstanceOf(NoSuchFileException.class);
    Files.writeString(file, "long content");
    assertThatThrownBy(() -> FileChannel.open(file, CREATE_NEW, WRITE))
        .isInstanceOf(FileAlreadyExistsException.class);
    FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING).close();
    Files.writeString(file, "a", APPEND);
    Files.write(file, "b".getBytes(java.nio.charset.StandardCharsets.UTF_8), APPEND);

    assertThat(Files.readAllBytes(file)).asString().isEqualTo("ab");
  }

  @Test
  void bytes_are_transferred_between_channels() throws IOException {
    try (var channel = FileChannel.open(directory.resolve("f"), CREATE, READ, WRITE)) {
      var source = new ByteArrayInputStream(new byte[40_000]);
      var target = new ByteArrayOutputStream();

      assertThat(channel.transferFrom(Channels.newChannel(source), 0, 50_000)).isEqualTo(40_000);
      assertThat(channel.transferTo(100, 50_000, Channels.newChannel(target))).isEqualTo(39_900);
      assertThat(target.size()).isEqualTo(39_900);
    }
  }

  @Test
  void a_lock_is_held_until_its_channel_is_closed() throws IOException {
    var file = directory.resolve("f");
    try (var other = FileChannel.open(file, CREATE, WRITE)) {
      var holder = FileChannel.open(file, WRITE);
      var lock = holder.tryLock();

      assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
      assertThatThrownBy(other::lock).isInstanceOf(OverlappingFileLockException.class);
      holder.close();
      assertThat(lock.isValid()).isFalse();
      other.lock().release();
      assertThat(other.tryLock()).isNotNull();
    }
  }

  @Test
  void directories_are_made_listed_and_deleted() throws IOException {
    var inner = Files.createDirectories(directory.resolve("a/b"));
    Files.createDirectories(inner);
    Files.createFile(inner.resolve("1.log"));
    Files.createFile(inner.resolve("2.tmp"));

    try (var logs = Files.newDirectoryStream(inner, "*.log")) {
      assertThat(logs).containsExactly(inner.resolve("1.log"));
    }
    try (var all = Files.walk(directory)) {
      assertThat(all.map(path -> directory.relativize(path).toString()))
          .containsExactlyInAnyOrder("", "a", "a/b", "a/b/1.log", "a/b/2.tmp");
    }
    assertThatThrownBy(() -> Files.createDirectory(inner))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.delete(inner)).isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> Files.newDirectoryStream(inner.resolve("1.log")))
        .isInstanceOf(NotDirectoryException.class);
    assertThat(Files.deleteIfExists(inner.resolve("1.log"))).isTrue();
    assertThat(Files.deleteIfExists(inner.resolve("1.log"))).isFalse();
  }

  @Test
  void files_are_moved_and_copied() throws IOException {
    var one = Files.writeString(directory.resolve("one"), "1");
    var two = Files.writeString(directory.resolve("two"), "2");

    assertThatThrownBy(() -> Files.move(one, two)).isInstanceOf(FileAlreadyExistsException.class);
    Files.copy(one, directory.resolve("three"));
    Files.move(one, two, REPLACE_EXISTING);
    Files.move(two, Files.createDirectory(directory.resolve("d")).resolve("two"));

    assertThat(directory.resolve("d/two")).hasContent("1");
    assertThat(directory.resolve("three")).hasContent("1");
    assertThat(one).doesNotExist();
    assertThat(two).doesNotExist();
  }

  @Test
  void attributes_tell_files_from_directories() throws IOException {
    var file = Files.writeString(directory.resolve("f"), "12345");

    var attributes = Files.readAttributes(file, BasicFileAttributes.class);

    assertThat(attributes.size()).isEqualTo(5);
    assertThat(attributes.isRegularFile()).isTrue();
    assertThat(Files.isDirectory(directory)).isTrue();
    assertThat(Files.exists(directory.resolve("absent"))).isFalse();
    assertThat(Files.getLastModifiedTime(file)).isNotNull();
    assertThat(Files.isSameFile(file, directory.resolve("./f"))).isTrue();
  }

  @Test
  void an_interrupt_closes_the_channel_and_no_other() throws IOException {
    var file = directory.resolve("f");
    try (var interrupted = FileChannel.open(file, CREATE, WRITE);
        var other = FileChannel.open(file, WRITE)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> interrupted.write(bytes("x")))
          .isInstanceOf(ClosedByInterruptException.class);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(interrupted.isOpen()).isFalse();
      assertThat(other.write(bytes("y"))).isEqualTo(1);
    }
  }

  @Test
  void an_unlinked_file_lives_as_long_as_its_channel() throws IOException {
    var file = Files.writeString(directory.resolve("f"), "still here");
    try (var channel = FileChannel.open(file, READ)) {
      Files.delete(file);
      PlainFiles.forceDirectory(directory);

      assertThat(read(channel, 0, 10)).isEqualTo("still here");
    }
  }
}
