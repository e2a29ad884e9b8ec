package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parent's end of one child process; the child's is [Lifeline].
///
/// Lines with the prefix are answers, all others go to the log file. Every wait has a limit, and
/// `close` ends the process: politely first, so that a flight recording gets written.
final class Child implements AutoCloseable {
  private static final Duration POLITE = Duration.ofSeconds(10);

  private final Command command;
  private final Process process;
  private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>(1_000);

  /// A program to run and where its output goes.
  record Command(String name, List<String> line, Map<String, String> environment, Path log) {}

  private Child(Command command, Process process) {
    this.command = command;
    this.process = process;
  }

  static Child start(Command command) {
    var builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    try {
      var child = new Child(command, builder.start());
      Thread.ofVirtual().name("output of " + command.name()).start(child::readOutput);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be started".formatted(command.line()), e);
    }
  }

  /// The rest of the child's next answer, which has to begin with `word`.
  String await(String word, Duration limit) {
    var answer = next(limit);
    if (answer == null || !answer.startsWith(word)) {
      throw failed("it did not say '%s' within %s, but: %s".formatted(word, limit, answer));
    }
    return answer.substring(word.length()).strip();
  }

  /// Gives it one line and waits for the answer.
  String ask(String line, Duration limit) {
    try {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(failed("it takes no commands").getMessage(), e);
    }
    return await("result", limit);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  CpuTime cpu() {
    if (!process.isAlive()) {
      throw failed("it ended with code " + process.exitValue());
    }
    return CpuTime.of(process.toHandle());
  }

  /// The most that it, or what it started, has had in memory at one time.
  long peakMemoryMib() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(each -> PeakMemory.mib(each.pid()))
        .max()
        .orElse(0);
  }

  IllegalStateException failed(String why) {
    return new IllegalStateException(
        "The process '%s' cannot be measured: %s. Its log is %s"
            .formatted(command.name(), why, command.log()));
  }

  @Override
  public void close() {
    var tree = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    tree.forEach(ProcessHandle::destroy);
    var ends = tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(POLITE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // No more time to be polite.
    }
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  private @Nullable String next(Duration limit) {
    try {
      long endNanos = System.nanoTime() + limit.toNanos();
      while (System.nanoTime() < endNanos) {
        var answer = answers.poll(200, TimeUnit.MILLISECONDS);
        if (answer != null || !process.isAlive()) {
          return answer == null ? answers.poll() : answer;
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("the benchmark was interrupted");
    }
  }

  private void readOutput() {
    try (var output = process.inputReader(StandardCharsets.UTF_8);
        var log =
            Files.newBufferedWriter(
                command.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        sort(line, log);
      }
    } catch (IOException e) {
      // The process was ended while it wrote: nobody waits for the rest.
    }
  }

  private void sort(String line, Writer log) throws IOException {
    if (line.startsWith(Lifeline.PREFIX)) {
      answers.offer(line.substring(Lifeline.PREFIX.length()));
    } else {
      log.write(line + "\n");
      log.flush();
    }
  }
}
