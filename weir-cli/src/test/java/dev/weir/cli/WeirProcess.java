package dev.weir.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A `weir` in a process of its own, as the script would start it. Closing kills it.
public final class WeirProcess implements AutoCloseable {
  private static final long EXIT_MAX_SECONDS = 120;

  private final Process process;
  private final BufferedReader stdout;
  private final Path stderr;

  private WeirProcess(Process process, Path stderr) {
    this.process = process;
    this.stdout = process.inputReader();
    this.stderr = stderr;
  }

  public static WeirProcess start(Path folder, String... command) throws IOException {
    var stderr = Files.createTempFile(folder, "stderr", ".txt");
    var builder =
        new ProcessBuilder(line(command)).directory(folder.toFile()).redirectError(stderr.toFile());
    return new WeirProcess(builder.start(), stderr);
  }

  /// The command line, for those who run it in another way.
  public static List<String> line(String... command) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    line.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of(command));
    return line;
  }

  /// Reads stdout up to and with the first line that begins so.
  public String outUpTo(String start) throws IOException {
    var read = new StringBuilder();
    for (var line = stdout.readLine(); line != null; line = stdout.readLine()) {
      read.append(line).append('\n');
      if (line.startsWith(start)) return read.toString();
    }
    throw new IOException("ended before '%s': %s%s".formatted(start, read, err()));
  }

  /// Waits until a file is there.
  public WeirProcess until(Path file) {
    var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(EXIT_MAX_SECONDS);
    while (!Files.exists(file)) {
      if (!process.isAlive() || System.nanoTime() - deadlineNanos > 0) {
        throw new IllegalStateException("There is no " + file);
      }
      LockSupport.parkNanos(1_000_000);
    }
    return this;
  }

  /// All of stdout that was not read yet.
  public String out() throws IOException {
    return stdout.readAllAsString();
  }

  public String err() throws IOException {
    return Files.readString(stderr);
  }

  public WeirProcess signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    return this;
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(EXIT_MAX_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after " + EXIT_MAX_SECONDS + " s");
    }
    return process.exitValue();
  }

  /// Returns when it has gone: it might write into a folder that is taken away.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
