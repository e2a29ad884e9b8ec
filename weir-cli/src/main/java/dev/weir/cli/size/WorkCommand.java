package dev.weir.cli.size;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `--work`: a command that gets the messages as lines on its stdin and ends when there are no
/// more. How fast it takes them in is how fast it works, but for what fits into the pipe.
final class WorkCommand implements Work {
  private static final Duration FINISH_MAX = Duration.ofSeconds(10);

  private final String command;
  private final Process process;
  private final OutputStream stdin;

  private WorkCommand(String command, Process process) {
    this.command = command;
    this.process = process;
    this.stdin = new BufferedOutputStream(process.getOutputStream());
  }

  /// @param atMost then it is killed, whatever it does
  static WorkCommand start(String command, Path folder, Duration atMost) throws IOException {
    var process =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    var work = new WorkCommand(command, process);
    var patience = atMost.plus(FINISH_MAX).toMillis();
    CompletableFuture.delayedExecutor(patience, TimeUnit.MILLISECONDS).execute(work::kill);
    return work;
  }

  @Override
  public void on(byte[] message) throws IOException {
    try {
      stdin.write(message);
      stdin.write('\n');
    } catch (IOException e) {
      throw ended("it ended before it had read all messages", e);
    }
  }

  @Override
  public void finish() throws InterruptedException {
    try {
      stdin.close();
    } catch (IOException e) {
      throw ended("it ended before it had read all messages", e);
    }
    if (!process.waitFor(FINISH_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw ended(
          "it did not end %d s after its last line".formatted(FINISH_MAX.toSeconds()), null);
    }
    if (process.exitValue() != 0) throw ended("it ended with " + process.exitValue(), null);
  }

  private Failure ended(String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new Failure(
        ExitCode.FAILED,
        "'%s' did not do its work".formatted(command),
        why,
        "It has to read lines from stdin until there are no more, and to end with 0 then.",
        cause);
  }

  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
