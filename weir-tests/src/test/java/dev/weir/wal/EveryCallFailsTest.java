package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Problem;
import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that says no: once at each single call of a short life, or from that call on.
@Timeout(120)
final class EveryCallFailsTest {
  @TempDir private Path folder;

  @FunctionalInterface
  private interface Plan {
    void of(FaultyDisk disk, int n);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void one_failed_call_loses_nothing_that_was_stored(Operation operation) throws IOException {
    forEveryN((disk, n) -> disk.failCall(n, operation));
  }

  @Test
  void any_failed_call_loses_nothing_that_was_stored() throws IOException {
    forEveryN((disk, n) -> disk.failCall(n));
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void a_disk_that_fails_from_some_call_on_loses_nothing(Operation operation) throws IOException {
    forEveryN((disk, n) -> disk.failFrom(n, operation));
  }

  @Test
  void a_disk_that_dies_at_some_call_loses_nothing() throws IOException {
    forEveryN((disk, n) -> disk.failFrom(n));
  }

  /// Until a life meets no failure any more.
  private void forEveryN(Plan plan) throws IOException {
    for (var n = 1; ; n++) {
      var disk = FaultyDisk.in(folder.resolve("n-" + n));
      plan.of(disk, n);
      try {
        live(disk);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("With the failure at call " + n, e);
      }
      disk.close();
      if (disk.failures() == 0) return;
    }
  }

  private static void live(FaultyDisk disk) throws IOException {
    var log = opened(disk);
    var acked = shortLife(log);

    log.disk.heal();
    log.aSecondPasses();
    log.aSecondPasses();
    assertThat(log.wal.accepting()).as("by itself: %s", log.wal.trouble()).isTrue();
    assertThat(log.commit(10).stored).isTrue();
    log.powerCut();
    log.open();

    var kept = log.stored().stream().filter(record -> !acked.contains(record)).toList();
    assertThat(log.read()).containsAll(kept).isSubsetOf(log.told);
  }

  /// It may refuse to open, but must not do harm then.
  private static TestLog opened(FaultyDisk disk) {
    try {
      return TestLog.in(disk, 16);
    } catch (WalException e) {
      assertThat(e).hasMessageContaining("/wal");
      disk.heal();
      return TestLog.in(disk, 16);
    }
  }

  /// Groups, a roll, acknowledgements, a file given back, a reopening; answers what is acked.
  private static List<Told> shortLife(TestLog log) {
    log.commit(100);
    for (var i = 0; i < 12; i++) log.append(6_000);
    log.flush();
    log.aSecondPasses();
    var acked = List.copyOf(log.told);
    log.ack(acked);
    log.commit(6_000);
    log.aSecondPasses();
    log.read();
    for (var i = 0; i < 8; i++) log.commit(6_000);
    log.close();
    reopen(log);
    log.commit(50);
    return acked;
  }

  private static void reopen(TestLog log) {
    try {
      log.open();
    } catch (WalException e) {
      log.disk.heal();
      log.open();
    }
  }

  @Test
  void nothing_counts_as_stored_after_a_failed_force() throws IOException {
    var log = TestLog.in(folder);
    log.store(3, 100);
    log.disk.failCall(1, Operation.FORCE);

    var first = log.append(100);
    var second = log.append(100);
    log.flush();

    assertThat(List.of(first, second)).noneMatch(record -> record.stored);
    assertThat(first.refusal).extracting(Problem::code).isEqualTo(Problem.Code.WAL_FAILED);
    assertThat(log.wal.waiting()).isEqualTo(3);
    assertThat(log.read()).hasSize(3);
  }

  @Test
  void after_a_failed_force_it_takes_nothing_until_a_new_file_was_forced() throws IOException {
    var log = TestLog.in(folder);
    log.store(3, 100);
    log.disk.failFrom(1, Operation.FORCE);

    log.commit(100);

    assertThat(log.wal.accepting()).isFalse();
    assertThat(log.wal.trouble()).extracting(Problem::code).isEqualTo(Problem.Code.WAL_FAILED);
    assertThat(log.append(100).sequence).isEqualTo(Wal.NOT_APPENDED);
    log.aSecondPasses();
    assertThat(log.wal.accepting()).isFalse();
    log.disk.heal();
    log.aSecondPasses();
    assertThat(log.wal.accepting()).isTrue();
    log.store(1, 100);
  }

  @Test
  void a_record_whose_force_failed_does_not_come_back_once_the_disk_is_well() throws IOException {
    var log = TestLog.in(folder);
    log.store(3, 100);
    log.disk.failCall(1, Operation.FORCE);
    var refused = log.commit(100);

    log.aSecondPasses();
    log.store(1, 100);
    log.disk.sync();
    log.powerCut();
    log.open();

    assertThat(log.read()).hasSize(4).doesNotContain(refused);
  }

  @Test
  void a_failed_read_passes_nothing_over() throws IOException {
    var log = TestLog.in(folder);
    var records = log.store(20, 1_000);
    log.close();
    log.open();

    log.disk.failCall(1, Operation.READ);
    var first = log.read();
    var then = log.read();

    assertThat(first).isSubsetOf(records);
    first.addAll(then);
    assertThat(first).containsExactlyInAnyOrderElementsOf(records);
    assertThat(log.wal.waiting()).isEqualTo(20);
  }

  @Test
  void what_the_disk_does_not_read_is_passed_over_after_a_while_and_not_lost() throws IOException {
    var log = TestLog.in(folder);
    var records = log.store(60, 1_000);
    log.close();
    log.open();
    log.disk.failFrom(1, Operation.READ);

    for (var second = 0; second < 20; second++) {
      assertThat(log.wal.next()).isNull();
      log.aSecondPasses();
    }

    assertThat(log.wal.position()).isEqualTo(log.wal.head());
    assertThat(log.wal.waiting()).isEqualTo(60);
    assertThat(log.wal.corrupt()).isZero();
    log.disk.heal();
    assertThat(log.read()).containsExactlyElementsOf(records);
  }

  @Test
  void a_failed_read_does_not_damage_what_is_opened() throws IOException {
    var log = TestLog.in(folder);
    var records = log.store(40, 1_000);
    log.close();

    for (var n = 1; ; n++) {
      var before = log.disk.failures();
      log.disk.failCall(n, Operation.READ);
      try {
        log.open();
        log.close();
      } catch (WalException e) {
        assertThat(e).hasMessageContaining("/wal");
      }
      log.disk.heal();
      if (log.disk.failures() == before) break;
    }

    log.open();
    assertThat(log.read()).containsExactlyElementsOf(records);
  }

  @Test
  void a_folder_that_cannot_be_made_is_named_with_the_reason() throws IOException {
    var disk = FaultyDisk.in(folder);
    disk.failFrom(1, Operation.CREATE_DIRECTORY, Operation.OPEN);

    assertThatThrownBy(() -> TestLog.in(disk, 16))
        .isInstanceOf(WalException.class)
        .hasMessageContaining("/wal")
        .hasMessageContaining("Input/output error");
  }
}
