package dev.weir.tests.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Outcome.Delivered;
import dev.weir.Outcome.Lost;
import dev.weir.config.FileConfig.Compression;
import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing that was delivered is damaged, whatever the disk does.
@Timeout(60)
final class FileSinkFaultsTest {
  private static final List<String> SENT =
      IntStream.range(0, 14).mapToObj(i -> "m%02d".formatted(i)).toList();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void any_one_call_may_fail_and_all_arrives_in_order(Compression compression) throws IOException {
    for (var n = 1; ; n++) {
      try (var disk = FaultyDisk.in(folder.resolve("run-" + n))) {
        disk.failCall(n);
        var lane = sendAll(disk, compression);
        if (disk.failures() == 0) break;
        disk.heal();
        for (var round = 0; round < 3; round++) lane.send();
        lane.close();

        disk.powerCut();

        assertThat(lane.delivered).as("delivered, call %d failed", n).isEqualTo(SENT);
        assertThat(firsts(Retrying.stored(disk.path("files"))))
            .as("stored, call %d failed", n)
            .isEqualTo(SENT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void what_was_delivered_survives_a_power_cut_behind_any_failure(Compression compression)
      throws IOException {
    for (var n = 1; ; n++) {
      try (var disk = FaultyDisk.in(folder.resolve("run-" + n))) {
        disk.failFrom(n);
        var lane = sendAll(disk, compression);
        if (disk.failures() == 0) break;

        disk.powerCut(n);
        disk.heal();

        assertThat(Retrying.stored(disk.path("files")))
            .as("call %d failed, and all behind it", n)
            .containsAll(lane.delivered);
      }
    }
  }

  @Test
  void a_full_disk_loses_what_waited_and_keeps_what_was_delivered() throws IOException {
    try (var disk = FaultyDisk.in(folder)) {
      disk.fullAfter(45);
      var lane = sendAll(disk, Compression.NONE);
      var before = List.copyOf(lane.delivered);
      assertThat(before).isNotEmpty().hasSizeLessThan(SENT.size());
      assertThat(lane.outcomes.getLast())
          .isInstanceOfSatisfying(
              Lost.class,
              lost ->
                  assertThat(lost.problem().text())
                      .contains("/files")
                      .contains("No space left on device"));

      disk.heal();
      lane.send();

      assertThat(lane.delivered).isEqualTo(SENT);
      assertThat(firsts(Retrying.stored(disk.path("files")))).isEqualTo(SENT);
    }
  }

  @Test
  void a_disk_that_fails_for_long_gets_no_files_and_loses_none() throws IOException {
    try (var disk = FaultyDisk.in(folder)) {
      var lane = new Retrying(disk.path("files"), Compression.NONE);
      lane.send("a", "b");
      disk.failFrom(1, Operation.FORCE);
      for (var i = 0; i < 100; i++) lane.send("c");

      assertThat(lane.delivered).containsExactly("a", "b");
      assertThat(Retrying.stored(disk.path("files"))).containsExactly("a", "b");
      try (var files = Files.list(disk.path("files"))) {
        assertThat(files).hasSize(1);
      }
    }
  }

  @Test
  void a_file_whose_force_failed_is_not_forced_again() throws IOException {
    try (var disk = FaultyDisk.in(folder)) {
      var lane = new Retrying(disk.path("files"), Compression.NONE);
      lane.send("a", "b");
      disk.failCall(1, Operation.FORCE);
      lane.send("c", "d");

      lane.send();
      disk.powerCut();

      assertThat(lane.delivered).containsExactly("a", "b", "c", "d");
      assertThat(Retrying.stored(disk.path("files"))).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void behind_a_failure_nothing_overtakes() throws IOException {
    try (var disk = FaultyDisk.in(folder)) {
      var lane = new Retrying(disk.path("files"), Compression.NONE);
      disk.failCall(1, Operation.WRITE);

      lane.send("a", "b", "c", "d");

      assertThat(lane.outcomes).hasOnlyElementsOfType(Lost.class).hasSize(4);
      lane.send("e");
      assertThat(lane.outcomes.subList(4, 9)).hasOnlyElementsOfType(Delivered.class);
      assertThat(lane.delivered).containsExactly("a", "b", "c", "d", "e");
    }
  }

  /// In threes, so that a batch is now full and now late.
  private static Retrying sendAll(FaultyDisk disk, Compression compression) {
    var lane = new Retrying(disk.path("files"), compression);
    for (var i = 0; i < SENT.size(); i += 3) {
      lane.send(SENT.subList(i, Math.min(i + 3, SENT.size())).toArray(String[]::new));
    }
    return lane;
  }

  /// Without what was sent again.
  private static List<String> firsts(List<String> values) {
    return new ArrayList<>(new LinkedHashSet<>(values));
  }
}
