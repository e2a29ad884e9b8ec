package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A process of this test, run by the JDK of this test.
final class Child {
  private static final Duration START_AT_MOST = Duration.ofSeconds(60);
  private static final Duration END_AT_MOST = Duration.ofSeconds(60);
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final long startedNanos = System.nanoTime();

  private Child(Process process) {
    this.process = process;
  }

  /// What is run, and how.
  ///
  /// @param before what runs the JVM, such as `prlimit --nofile=256`
  /// @param environment beside the test's own
  record Command(List<String> before, Map<String, String> environment, List<String> arguments) {
    static Command weir(String heap, String... arguments) {
      var all = new ArrayList<>(List.of("-Xmx" + heap, "dev.weir.cli.Main"));
      all.addAll(List.of(arguments));
      return new Command(List.of(), Map.of(), all);
    }

    private List<String> line() {
      var line = new ArrayList<>(before);
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+ExitOnOutOfMemoryError",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path")));
      line.addAll(arguments);
      return line;
    }
  }

  /// @param log gets what it prints, at its end
  static Child start(Command command, Path log) throws IOException {
    var builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    return new Child(builder.redirectOutput(Redirect.appendTo(log.toFile())).start());
  }

  /// Waits for a file that it writes when it is ready; answers how long that took.
  Duration awaitFile(Path file) {
    Await.until("the sign " + file, START_AT_MOST, () -> Files.exists(file) || !process.isAlive());
    assertThat(file).as("the sign that the process is ready").exists();
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Sends it a signal, such as `STOP`.
  void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }

  /// kill -9.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  /// Ends it, however it is.
  void end() {
    process.destroyForcibly();
    process.onExit().orTimeout(END_AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// SIGTERM; answers the exit code.
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /// Waits for its end.
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(END_AT_MOST.toSeconds(), TimeUnit.SECONDS)).as("its end").isTrue();
    return process.exitValue();
  }

  /// How long it lives or lived so far.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /// The time that it has had on a processor, on all of them together.
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Its memory, or null where the system does not tell.
  @Nullable Long rssBytes() {
    try {
      var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      var rss = RSS.matcher(status);
      return rss.find() ? Long.parseLong(rss.group(1)) * 1_024 : null;
    } catch (IOException e) {
      return null; // it has ended, or this is not Linux
    }
  }
}
