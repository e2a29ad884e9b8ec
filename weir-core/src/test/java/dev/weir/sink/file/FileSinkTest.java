package dev.weir.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Figures;
import dev.weir.Outcome.Delivered;
import dev.weir.Outcome.Lost;
import dev.weir.Problem.Code;
import dev.weir.config.FileConfig;
import dev.weir.config.FileConfig.Compression;
import dev.weir.config.FileConfig.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When messages are safe, which files there are, and which are left alone.
@Timeout(120) // a disk that others write to may take long to force hundreds of files
final class FileSinkTest {
  private static final String TS = FileLane.SECOND;

  @TempDir private Path folder;

  @Test
  void a_message_is_delivered_when_its_batch_is_full() {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"), 3)) {
      lane.send("t", "a", "b");
      assertThat(lane.outcomes).isEmpty();

      lane.send("t", "c");

      assertThat(lane.outcomes)
          .containsExactly(new Delivered(0, 0), new Delivered(0, 8), new Delivered(0, 16));
    }
  }

  @Test
  void a_message_that_is_alone_is_delivered_when_its_time_is_over() {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"), 3)) {
      lane.send("t", "a");
      lane.pass(Duration.ofSeconds(59));
      assertThat(lane.outcomes).isEmpty();

      lane.pass(Duration.ofSeconds(1));

      assertThat(lane.outcomes).containsExactly(new Delivered(0, 0));
    }
  }

  @Test
  void what_waits_is_delivered_at_the_close() throws IOException {
    var lane = FileLane.open(FileLane.config(folder, "{bucket}"), 3).send("t", "a", "b");

    lane.close();

    assertThat(lane.outcomes).containsExactly(new Delivered(0, 0), new Delivered(0, 8));
    assertThat(FileLane.values(folder.resolve("t"))).containsExactly("a", "b");
  }

  @Test
  void after_the_close_nothing_is_taken() {
    var lane = FileLane.open(FileLane.config(folder, "{bucket}"));
    lane.close();

    lane.send("t", "a");

    assertThat(lane.outcomes)
        .singleElement()
        .satisfies(lost -> assertThat(code(lost)).isEqualTo(Code.STOPPING));
  }

  @Test
  void topics_have_files_of_their_own_where_the_template_says_so() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}{PS}x/{ts}.log"))) {
      lane.send("a", "1").send("b", "2");
    }

    assertThat(FileLane.names(folder)).containsExactly("a/x/" + TS + ".log", "b/x/" + TS + ".log");
  }

  @Test
  void a_template_without_a_topic_gives_one_file_for_all() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "all.log"))) {
      lane.send("a", "1").send("b", "2").send("a", "3");
    }

    assertThat(FileLane.names(folder)).containsExactly("all.log");
    assertThat(FileLane.values(folder.resolve("all.log"))).containsExactly("1", "2", "3");
  }

  @Test
  void every_variable_is_known() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}-{hostname}-{ts}-{rand}"))) {
      lane.send("t", "a");
    }

    assertThat(FileLane.names(folder))
        .singleElement()
        .asString()
        .matches("t-[A-Za-z0-9._-]+-" + TS + "-[a-z0-9]{8}");
  }

  @Test
  void a_full_file_is_ended_and_two_in_a_second_have_two_names() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}-{ts}.log", 16, 9))) {
      lane.send("t", "a", "b", "c", "d", "e");
    }

    assertThat(FileLane.names(folder))
        .containsExactly("t-" + TS + "+1.log", "t-" + TS + "+2.log", "t-" + TS + ".log");
    assertThat(FileLane.values(folder.resolve("t-" + TS + "+1.log"))).containsExactly("c", "d");
  }

  @Test
  void the_oldest_go_when_there_are_too_many() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}", 1, 3))) {
      lane.send("t", IntStream.range(0, 12).mapToObj(Integer::toString).toArray(String[]::new));

      assertThat(new Figures(lane.metrics).counted("weir_file_deleted")).isEqualTo(9);
    }

    assertThat(FileLane.names(folder)).containsExactly("t+10", "t+11", "t+9");
    assertThat(FileLane.values(folder.resolve("t+11"))).containsExactly("11");
  }

  @Test
  void files_of_others_are_neither_counted_nor_deleted() throws IOException {
    for (var i = 0; i < 50; i++) Files.writeString(folder.resolve("t-foreign-" + i), "x");
    var others = new String[] {"t-1", "t", "u-" + TS, "t-" + TS + "+0", "t-" + TS + ".bak", "tt"};
    for (var other : others) Files.writeString(folder.resolve(other), "x");
    Files.createDirectory(folder.resolve("t-1600000000"));
    Files.createSymbolicLink(folder.resolve("t-1600000001"), folder.resolve("t-1"));

    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}-{ts}", 1, 3))) {
      lane.send("t", "a", "b", "c", "d", "e", "f");
    }

    assertThat(FileLane.names(folder).stream().filter(name -> name.startsWith("t-foreign-")))
        .hasSize(50);
    assertThat(FileLane.names(folder))
        .contains(others)
        .contains("t-" + TS + "+3", "t-" + TS + "+4", "t-" + TS + "+5")
        .hasSize(50 + others.length + 1 + 3);
    assertThat(folder.resolve("t-1600000000")).isDirectory();
    assertThat(folder.resolve("t-1600000001")).isSymbolicLink();
  }

  @Test
  void a_topic_whose_name_begins_like_another_keeps_its_files() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}{ts}", 1, 1))) {
      lane.send("t1", "x").send("t", "a", "b", "c").send("t1600000000", "y");
    }

    assertThat(FileLane.names(folder))
        .containsExactlyInAnyOrder("t" + TS, "t1" + TS, "t1600000000" + TS);
  }

  @Test
  void files_of_earlier_runs_count() throws IOException {
    for (var run = 0; run < 5; run++) {
      try (var lane = FileLane.open(FileLane.config(folder, "{bucket}/{ts}/f", 1 << 20, 2))) {
        lane.pass(Duration.ofSeconds(run));
        lane.send("t", "run " + run);
      }
    }

    assertThat(FileLane.names(folder)).containsExactly("t/1700000003/f", "t/1700000004/f");
    assertThat(folder.resolve("t/1700000000")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/cron.d/x", "..", ".", "", "a/b", "a\0b", "-rf"})
  @Tag("S15")
  void names_that_would_lead_elsewhere_are_refused_for_good(String topic) throws IOException {
    var base = folder.resolve("base");
    try (var lane = FileLane.open(FileLane.config(base, "{bucket}"))) {
      lane.send(topic, "x");

      assertThat(lane.outcomes)
          .singleElement()
          .satisfies(lost -> {
            assertThat(code(lost)).isEqualTo(Code.INVALID_TOPIC);
            assertThat(code(lost).retriable()).isFalse();
          });
    }
    assertThat(FileLane.names(folder)).isEmpty();
  }

  @Test
  @Tag("S15")
  void a_name_of_more_than_200_bytes_is_refused() {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"))) {
      lane.send("t".repeat(200), "x").send("t".repeat(201), "x");

      assertThat(lane.outcomes.getFirst()).isInstanceOf(Delivered.class);
      assertThat(code(lane.outcomes.getLast())).isEqualTo(Code.INVALID_TOPIC);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a/", "../{bucket}", "a/../b", "./x", "{topic}", "a}", "-x"})
  @Tag("S15")
  void a_template_that_is_no_good_is_refused_at_the_start(String template) {
    assertThatThrownBy(() -> FileLane.open(FileLane.config(folder, template)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'" + template + "'");
  }

  @Test
  void no_link_beneath_the_base_is_followed() throws IOException {
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    var base = Files.createDirectory(folder.resolve("base"));
    Files.createSymbolicLink(base.resolve("t"), elsewhere);

    try (var lane = FileLane.open(FileLane.config(base, "{bucket}/f"))) {
      lane.send("t", "x");

      assertThat(code(lane.outcomes.getFirst())).isEqualTo(Code.UNAVAILABLE);
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_link_with_the_name_of_a_file_is_left_alone() throws IOException {
    var elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(folder.resolve("t"), elsewhere);

    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"))) {
      lane.send("t", "x");
    }

    assertThat(Files.exists(elsewhere, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(FileLane.values(folder.resolve("t+1"))).containsExactly("x");
  }

  @Test
  void files_and_folders_are_for_user_and_group() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder.resolve("new"), "{bucket}/f"))) {
      lane.send("t", "x");
    }

    assertThat(mode("new")).isEqualTo("rwxr-x---");
    assertThat(mode("new/t")).isEqualTo("rwxr-x---");
    assertThat(mode("new/t/f")).isEqualTo("rw-r-----");
  }

  @Test
  void a_file_that_was_deleted_loses_what_waited_and_another_begins() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}-{ts}"), 2)) {
      lane.send("t", "a");
      Files.delete(folder.resolve("t-" + TS));

      lane.send("t", "b", "c");
      assertThat(lane.outcomes)
          .hasSize(3)
          .allSatisfy(lost -> assertThat(code(lost)).isEqualTo(Code.UNAVAILABLE));
      lane.turn();
      lane.send("t", "a", "b", "c");
    }

    assertThat(FileLane.values(folder.resolve("t-" + TS))).containsExactly("a", "b", "c");
  }

  @Test
  void a_new_file_in_the_place_of_ours_is_not_mistaken_for_it() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"), 2)) {
      lane.send("t", "a");
      Files.move(folder.resolve("t"), folder.resolve("moved"));
      Files.writeString(folder.resolve("t"), "somebody else's");

      lane.send("t", "b");

      assertThat(code(lane.outcomes.getFirst())).isEqualTo(Code.UNAVAILABLE);
    }
    assertThat(folder.resolve("t")).hasContent("somebody else's");
  }

  @Test
  void more_topics_than_files_may_be_open_all_keep_their_one_file() throws IOException {
    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"), 10)) {
      for (var round = 0; round < 2; round++) {
        for (var topic = 0; topic < 300; topic++) lane.send("t" + topic, "round " + round);
        assertThat(new Figures(lane.metrics).gauge("weir_file_open")).isEqualTo(256);
      }
    }

    assertThat(FileLane.names(folder)).hasSize(300);
    assertThat(FileLane.values(folder.resolve("t0"))).containsExactly("round 0", "round 1");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void a_torn_end_is_cut_off_at_the_next_start_and_kept_aside(Compression compression)
      throws IOException {
    var config = new FileConfig(folder, "{bucket}", 1 << 20, 9, Format.FRAMES, compression);
    var name = "t" + Packing.ending(compression);
    var whole = tornFile(config, name);

    try (var lane = FileLane.open(config)) {
      lane.send("t", "after");

      assertThat(new Figures(lane.metrics).counted("weir_file_torn")).isEqualTo(1);
    }

    assertThat(Files.size(folder.resolve(name))).isEqualTo(whole);
    assertThat(FileLane.values(folder.resolve(name))).containsExactly("a", "b");
    assertThat(folder.resolve(name + ".torn")).isNotEmptyFile();
    assertThat(FileLane.values(folder.resolve("t+1" + Packing.ending(compression))))
        .containsExactly("after");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void zeros_at_the_end_are_a_torn_end(Compression compression) throws IOException {
    var config = new FileConfig(folder, "{bucket}", 1 << 20, 9, Format.FRAMES, compression);
    try (var lane = FileLane.open(config)) {
      lane.send("t", "a");
    }
    var file = folder.resolve("t" + Packing.ending(compression));
    Files.write(file, new byte[5000], StandardOpenOption.APPEND);

    try (var lane = FileLane.open(config)) {
      lane.send("t", "after");
    }

    assertThat(FileLane.values(file)).containsExactly("a");
  }

  @Test
  void half_a_line_of_json_is_cut_off() throws IOException {
    var config =
        new FileConfig(folder, "{bucket}", 1 << 20, 9, Format.JSON_LINES, Compression.NONE);
    Files.writeString(folder.resolve("t"), "{}\n" + "{\"a\":" + "x".repeat(100_000));

    try (var lane = FileLane.open(config)) {
      lane.send("t", "after");
    }

    assertThat(folder.resolve("t")).hasContent("{}\n");
  }

  @Test
  void damage_amid_a_file_is_left_as_it_is() throws IOException {
    var file = Files.write(folder.resolve("t"), new byte[] {2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 7, 7});

    try (var lane = FileLane.open(FileLane.config(folder, "{bucket}"))) {
      lane.send("t", "after");
    }

    assertThat(file).hasSize(12);
  }

  @Test
  void a_file_that_another_sink_has_open_is_neither_cut_nor_deleted() throws IOException {
    var config = FileLane.config(folder, "{bucket}-{ts}", 1 << 20, 1);
    try (var one = FileLane.open(config, 2).send("t", "a");
        var other = FileLane.open(config, 1)) {
      other.send("t", "x");
      one.send("t", "b");

      assertThat(one.outcomes).hasOnlyElementsOfType(Delivered.class).hasSize(2);
    }
    assertThat(FileLane.names(folder)).containsExactly("t-" + TS, "t-" + TS + "+1");
  }

  /// A file of two messages that were forced, and half of a third.
  private long tornFile(FileConfig config, String name) throws IOException {
    try (var lane = FileLane.open(config)) {
      lane.send("t", "a", "b");
    }
    var file = folder.resolve(name);
    var whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 4), StandardOpenOption.APPEND);
    return whole.length;
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private static Code code(Object outcome) {
    return ((Lost) outcome).problem().code();
  }
}
