package dev.weir.testkit.disk;

import static dev.weir.testkit.disk.PlainFiles.bytes;
import static dev.weir.testkit.disk.PlainFiles.forceDirectory;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PowerCutTest {
  @TempDir Path temporary;
  private FaultyDisk disk;
  private Path file;

  @BeforeEach
  void open_a_disk_with_a_durable_file() throws IOException {
    disk = FaultyDisk.in(temporary.resolve("disk"));
    file = disk.path("file");
    Files.writeString(file, "old");
    disk.sync();
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  @Test
  void what_was_forced_stays_and_what_was_not_is_lost() throws IOException {
    var channel = FileChannel.open(file, WRITE);
    channel.write(bytes("forced"));
    channel.force(false);
    channel.write(bytes(" and not"));
    channel.write(bytes("FOR"), 0);
    assertThat(file).hasContent("FORced and not");

    disk.powerCut();

    assertThat(file).hasContent("forced");
  }

  @Test
  void a_truncation_that_was_not_forced_is_undone() throws IOException {
    try (var channel = FileChannel.open(file, WRITE)) {
      channel.truncate(1);
      channel.write(bytes("!!!!"), 1);
    }

    disk.powerCut();

    assertThat(file).hasContent("old");
  }

  @Test
  void a_file_whose_directory_was_not_forced_vanishes_although_it_was_forced() throws IOException {
    var fresh = disk.path("fresh");
    try (var channel = FileChannel.open(fresh, CREATE_NEW, WRITE)) {
      channel.write(bytes("forced"));
      channel.force(true);
    }

    disk.powerCut();

    assertThat(fresh).doesNotExist();
  }

  @Test
  void a_file_whose_directory_was_forced_stays() throws IOException {
    var fresh = disk.path("fresh");
    try (var channel = FileChannel.open(fresh, CREATE_NEW, WRITE)) {
      channel.write(bytes("forced"));
      channel.force(true);
      channel.write(bytes(" and not"));
    }
    forceDirectory(disk.path(""));

    disk.powerCut();

    assertThat(fresh).hasContent("forced");
  }

  @Test
  void a_rename_and_a_delete_are_undone_unless_their_directory_was_forced() throws IOException {
    var other = disk.path("other");
    Files.writeString(other, "replaced");
    disk.sync();
    Files.move(file, other, ATOMIC_MOVE);

    disk.powerCut();
    assertThat(file).hasContent("old");
    assertThat(other).hasContent("replaced");

    Files.move(file, other, ATOMIC_MOVE);
    forceDirectory(disk.path(""));
    Files.delete(other);
    disk.powerCut();

    assertThat(other).hasContent("old");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_directory_needs_its_parent_forced() throws IOException {
    var inner = Files.createDirectories(disk.path("a", "b"));
    Files.writeString(inner.resolve("c"), "");
    forceDirectory(inner);
    forceDirectory(disk.path("a"));

    disk.powerCut();

    assertThat(disk.path("a")).doesNotExist();
  }

  @Test
  void channels_from_before_the_cut_are_dead_and_a_restart_works_at_once() throws IOException {
    var before = FileChannel.open(file, READ, WRITE);
    before.lock();

    disk.powerCut();

    assertThatThrownBy(() -> before.write(bytes("ghost")))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> before.force(false)).isInstanceOf(ClosedChannelException.class);
    try (var after = FileChannel.open(file, READ, WRITE)) {
      assertThat(after.tryLock()).isNotNull();
      after.write(bytes("new"));
      after.force(false);
    }
    disk.powerCut();
    assertThat(file).hasContent("new");
  }

  @Test
  void a_failed_force_is_never_made_good_by_a_later_one() throws IOException {
    var channel = FileChannel.open(file, WRITE);
    disk.failCall(1, Operation.FORCE);
    channel.write(bytes("AB"), 3);
    assertThatThrownBy(() -> channel.force(false)).isInstanceOf(IOException.class);
    channel.write(bytes("CD"), 5);
    channel.force(false);

    disk.powerCut();

    assertThat(file).hasContent("old\0\0CD");
  }

  @Test
  void a_write_during_a_force_is_not_covered_by_it() throws IOException {
    var channel = FileChannel.open(file, WRITE);
    channel.write(bytes("NEW"));
    disk.onForce(() -> {
      try {
        channel.write(bytes(" late"));
      } catch (IOException problem) {
        throw new AssertionError(problem);
      }
    });
    channel.force(false);

    disk.powerCut();

    assertThat(file).hasContent("NEW");
  }

  @Test
  void with_a_seed_some_of_what_was_not_forced_stays_also_torn_and_out_of_order()
      throws IOException {
    var seen = new HashSet<String>();
    for (int seed = 0; seed < 300; seed++) {
      seen.add(contentAfterCut(seed));
    }

    assertThat(seen)
        .contains("old", "oldAABB", "oldAA", "oldA", "old\0\0BB", "old\0\0B")
        .allMatch(content -> content.matches("old[A\0]{0,2}B{0,2}"));
  }

  @Test
  void the_same_seed_gives_the_same_disk() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(contentAfterCut(seed)).isEqualTo(contentAfterCut(seed));
    }
  }

  private String contentAfterCut(long seed) throws IOException {
    Files.writeString(file, "old");
    disk.sync();
    try (var channel = FileChannel.open(file, WRITE)) {
      channel.write(bytes("AA"), 3);
      channel.write(bytes("BB"), 5);
    }
    disk.powerCut(seed);
    return Files.readString(file);
  }

  @Test
  void with_a_seed_the_first_changes_of_a_directory_may_stay() throws IOException {
    var seen = new HashSet<Collection<String>>();
    for (int seed = 0; seed < 50; seed++) {
      Files.createFile(disk.path("1"));
      Files.move(disk.path("1"), disk.path("2"));
      disk.powerCut(seed);
      seen.add(namesInRoot());
      Files.deleteIfExists(disk.path("1"));
      Files.deleteIfExists(disk.path("2"));
      disk.sync();
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(List.of("file"), List.of("1", "file"), List.of("2", "file"));
  }

  private List<String> namesInRoot() throws IOException {
    var names = new TreeSet<String>();
    try (var paths = Files.list(disk.path(""))) {
      paths.forEach(path -> names.add(String.valueOf(path.getFileName())));
    }
    return List.copyOf(names);
  }

  @Test
  void what_is_deleted_for_good_leaves_the_real_disk_too() throws IOException {
    Files.delete(file);
    forceDirectory(disk.path(""));

    assertThat(temporary.resolve("disk"))
        .isDirectoryContaining(path -> path.toString().endsWith("root"))
        .isDirectoryNotContaining(path -> path.toString().endsWith("file"));
  }
}
