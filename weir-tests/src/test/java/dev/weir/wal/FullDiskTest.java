package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No room: the disk's end or the limit's.
@Timeout(60)
final class FullDiskTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4_096, 5_000, 32_768, 40_000, 70_000, 150_000})
  void on_a_full_disk_all_that_was_stored_is_readable_and_it_goes_on_when_there_is_room(int room)
      throws IOException {
    var log = TestLog.in(folder);
    log.store(3, 1_000);
    log.disk.fullAfter(room);

    fill(log, 1_000);
    var storedBefore = log.stored();

    assertThat(log.wal.trouble()).extracting(Problem::code).isEqualTo(Problem.Code.WAL_FULL);
    assertThat(log.wal.waiting()).isEqualTo(storedBefore.size());
    assertThat(log.read()).containsAll(storedBefore);
    log.disk.heal();
    log.aSecondPasses();
    assertThat(log.wal.accepting()).isTrue();
    log.store(1, 1_000);
    log.powerCut();
    log.open();
    assertThat(log.read()).containsAll(log.stored());
  }

  private static void fill(TestLog log, int bytes) {
    for (var i = 0; i < 10_000; i++) {
      if (log.commit(bytes).sequence == Wal.NOT_APPENDED) return;
    }
    throw new AssertionError("It never filled up");
  }

  @Test
  void at_its_limit_it_refuses_and_takes_again_what_acknowledgements_make_room_for()
      throws IOException {
    var log = TestLog.in(folder);
    fill(log, 1_000);

    var refused = log.append(1_000);
    assertThat(refused.sequence).isEqualTo(Wal.NOT_APPENDED);
    assertThat(log.wal.trouble()).extracting(Problem::code).isEqualTo(Problem.Code.WAL_FULL);
    assertThat(log.stored()).hasSizeGreaterThan(300);
    log.ack(log.stored().subList(0, 200));
    log.aSecondPasses();

    assertThat(log.wal.accepting()).isTrue();
    assertThat(log.wal.trouble()).isNull();
    log.store(10, 1_000);
  }

  @Test
  void few_records_here_and_there_do_not_keep_a_full_log_full() throws IOException {
    var log = TestLog.in(folder);
    fill(log, 1_000);
    var all = log.stored();
    var kept = all.stream().filter(record -> record.sequence % 25 == 0).toList();

    log.ack(all.stream().filter(record -> !kept.contains(record)).toList());
    for (var i = 0; i < 5; i++) log.aSecondPasses();

    assertThat(log.wal.accepting()).isTrue();
    log.store(80, 1_000);
    assertThat(log.read()).containsAll(kept).isSortedAccordingTo(FullDiskTest::bySequence);
    log.powerCut();
    log.open();
    assertThat(log.read()).containsAll(kept).isSortedAccordingTo(FullDiskTest::bySequence);
  }

  private static int bySequence(Told one, Told other) {
    return Long.compare(one.sequence, other.sequence);
  }

  @Test
  void a_full_log_is_opened_and_emptied() throws IOException {
    var log = TestLog.in(folder);
    fill(log, 1_000);
    var stored = log.stored();
    log.powerCut();

    log.open();
    assertThat(log.read()).containsExactlyElementsOf(stored);
    log.ack(stored);
    log.aSecondPasses();

    assertThat(log.wal.accepting()).isTrue();
    log.store(100, 1_000);
  }

  @Test
  void emptied_it_gives_the_disk_back_all_but_a_few_files() throws IOException {
    var log = TestLog.in(folder);
    fill(log, 1_000);

    log.ack(log.stored());
    for (var i = 0; i < 3; i++) log.aSecondPasses();

    assertThat(log.wal.waiting()).isZero();
    try (var files = Files.list(log.options.folder())) {
      assertThat(files.filter(file -> !file.endsWith("lock")).toList()).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void old_bytes_of_a_recycled_file_never_return() throws IOException {
    var log = TestLog.in(folder);
    for (var round = 0; round < 6; round++) {
      log.ack(log.store(80, 1_000));
      log.aSecondPasses();
    }
    var bytes = 0;
    for (var file : Rot.segments(log.options.folder())) {
      bytes += Rot.records(Files.readAllBytes(file)).size();
    }

    var fresh = log.store(3, 100);
    log.powerCut();
    log.open();

    assertThat(bytes).as("old records in the files, or this proves nothing").isGreaterThan(10);
    assertThat(log.read()).containsExactlyElementsOf(fresh);
  }
}
