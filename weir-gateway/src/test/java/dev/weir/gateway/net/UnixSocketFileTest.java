package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.config.SocketAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// To whom the file of a socket is given.
@Timeout(30)
class UnixSocketFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw-------", "rw-rw-rw-"})
  void its_mode_is_the_one_that_is_set(String mode) throws IOException {
    file().give(access(mode, null, null));

    assertThat(PosixFilePermissions.toString(attributes().permissions())).isEqualTo(mode);
  }

  @Test
  void it_may_stay_with_the_user_and_the_group_that_it_has() throws IOException {
    var before = attributes();

    file().give(access("rw-rw----", before.owner().getName(), before.group().getName()));

    assertThat(attributes().owner()).isEqualTo(before.owner());
    assertThat(attributes().group()).isEqualTo(before.group());
  }

  @Test
  void root_gives_it_to_another_user_by_name_or_by_number() throws IOException {
    assumeTrue(attributes().owner().getName().equals("root"), "needs root");

    file().give(access("rw-rw----", "12345", "23456"));

    assertThat(Files.getAttribute(path(), "unix:uid")).isEqualTo(12345);
    assertThat(Files.getAttribute(path(), "unix:gid")).isEqualTo(23456);
  }

  @Test
  void a_user_or_a_group_that_there_is_not_is_told_by_name() {
    assertThatThrownBy(() -> file().give(access("rw-rw----", "no-such-user", null)))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("'no-such-user'")
        .hasMessageContaining("unix-owner");
    assertThatThrownBy(() -> file().give(access("rw-rw----", null, "no-such-group")))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("'no-such-group'");
  }

  @Test
  void it_is_removed_only_if_it_is_the_one_that_was_bound() throws IOException {
    var bound = file().identity();
    Files.delete(path());
    Files.createFile(path());
    Files.setLastModifiedTime(path(), FileTime.fromMillis(1)); // its number may be the same

    file().remove(bound);

    assertThat(path()).exists();
    file().remove(file().identity());
    assertThat(path()).doesNotExist();
  }

  private static SocketAccess access(String mode, @Nullable String owner, @Nullable String group) {
    return new SocketAccess(PosixFilePermissions.fromString(mode), owner, group, Set.of());
  }

  private UnixSocketFile file() throws IOException {
    if (!Files.exists(path())) Files.createFile(path());
    return new UnixSocketFile(path());
  }

  private PosixFileAttributes attributes() throws IOException {
    file();
    return Files.readAttributes(path(), PosixFileAttributes.class);
  }

  private Path path() {
    return directory.resolve("weir.sock");
  }
}
