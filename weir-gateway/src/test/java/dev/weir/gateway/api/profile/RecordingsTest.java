package dev.weir.gateway.api.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingsTest {
  private static final long MOMENT = 1_700_000_000_123L;

  @TempDir private Path data;

  private Recordings recordings() {
    return new Recordings(data.resolve("profiles"));
  }

  @Test
  void before_the_first_there_is_nothing_not_even_a_folder() {
    assertThat(recordings().all()).isEmpty();
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void the_last_three_are_kept_the_newest_first() throws IOException {
    for (var i = 0; i < 5; i++) record(MOMENT + i);

    assertThat(recordings().all())
        .extracting(Recordings.Kept::name)
        .containsExactly(
            "weir-20231114T221320127Z.jfr",
            "weir-20231114T221320126Z.jfr",
            "weir-20231114T221320125Z.jfr");
    assertThat(recordings().folder()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void what_a_killed_process_left_behind_goes_with_the_next() throws IOException {
    Files.writeString(recordings().begin(Recordings.name(MOMENT)), "half");

    record(MOMENT + 1);

    assertThat(recordings().all()).hasSize(1);
    assertThat(recordings().folder()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  @Tag("S17")
  void nobody_else_may_read_them() throws IOException {
    record(MOMENT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recordings().folder())))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @Tag("S15")
  @ValueSource(
      strings = {"..", "", "../secret", "weir-20231114T221320123Z.jfr/..", "secret.jfr", "x\0y"})
  void what_is_no_name_of_a_recording_is_none(String name) throws IOException {
    record(MOMENT);
    Files.writeString(recordings().folder().resolve("secret.jfr"), "secret");

    assertThat(recordings().find(name)).isNull();
    assertThat(recordings().find(Recordings.name(MOMENT))).isNotNull();
  }

  @Test
  @Tag("S15")
  void a_link_is_no_recording() throws IOException {
    record(MOMENT);
    var secret = Files.writeString(data.resolve("secret"), "secret");
    Files.createSymbolicLink(recordings().folder().resolve(Recordings.name(MOMENT + 1)), secret);

    assertThat(recordings().find(Recordings.name(MOMENT + 1))).isNull();
    assertThat(recordings().all()).hasSize(1);
  }

  private void record(long moment) throws IOException {
    var name = Recordings.name(moment);
    Files.writeString(recordings().begin(name), "recorded");
    recordings().finish(name);
  }
}
