package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A folder has one owner.
@Timeout(60)
final class SecondOpenerTest {
  @TempDir private Path folder;

  @Test
  void a_second_opener_is_told_who_has_it_and_the_first_goes_on() throws IOException {
    var log = new StoredLog(folder, 5, 100);
    log.restore();

    try (var first = log.open()) {
      assertThatThrownBy(log::open)
          .isInstanceOf(WalException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("this process");
      first.append(5, 3, 100);
      assertThat(first.read()).isEqualTo(log.all());
    }
    try (var next = log.open()) {
      assertThat(next.read()).hasSize(8);
    }
  }

  @Test
  void another_process_is_refused_and_told_who_has_it() throws Exception {
    var log = new StoredLog(folder, 5, 100);

    try (var _ = log.open()) {
      assertThat(another())
          .startsWith(LockedFolder.REFUSED)
          .contains(folder.toString(), Long.toString(ProcessHandle.current().pid()));
    }

    assertThat(another()).isEqualTo("opened");
  }

  /// POSIX drops a process's lock when it closes any descriptor of the file, not just the lock's.
  @Test
  void a_refused_second_opener_does_not_let_another_process_in() throws Exception {
    var log = new StoredLog(folder, 5, 100);

    try (var _ = log.open()) {
      assertThatThrownBy(log::open).isInstanceOf(WalException.class);

      assertThat(another()).startsWith(LockedFolder.REFUSED);
    }
  }

  /// What a second process says.
  private String another() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-javaagent:")) // so that its branches count as well
        .forEach(command::add);
    command.addAll(List.of("-cp", path, LockedFolder.class.getName(), folder.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var output = process.inputReader()) {
      var lines =
          output
              .lines()
              .filter(line -> line.startsWith("refused") || line.equals("opened"))
              .toList();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return lines.getFirst();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void a_folder_that_a_dead_process_left_locked_is_opened() throws IOException {
    var log = new StoredLog(folder, 5, 100);
    Path lock;
    try (var _ = log.open();
        var files = Files.list(folder)) {
      lock = files.filter(file -> file.toString().contains("lock")).findFirst().orElseThrow();
    }
    log.restore();
    log.write(lock.getFileName().toString(), "4194305\n".getBytes(StandardCharsets.US_ASCII));

    try (var opened = log.open()) {
      assertThat(opened.read()).isEqualTo(log.all());
    }
  }

  @Test
  void a_folder_that_cannot_be_is_named_with_the_reason() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    var options = new WalOptions("kafka", file.resolve("wal"), 1 << 20, 1 << 16);

    assertThatThrownBy(() -> Wal.open(options, new Metrics(), new FakeClock(), Runnable::run))
        .isInstanceOf(WalException.class)
        .hasMessageContaining(file.toString());
  }
}
