package dev.weir.cli.produce;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// `--skip-bad`: what is no message, added to a file as it stood there. One thread adds.
final class SkippedLines implements AutoCloseable {
  private final OutputStream out;
  private volatile long count;

  private SkippedLines(OutputStream out) {
    this.out = out;
  }

  static SkippedLines open(Path file) {
    try {
      var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new SkippedLines(new BufferedOutputStream(out));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was sent",
          "%s cannot be written: %s".formatted(file, e),
          "Name another with --skip-bad.",
          e);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void add(byte[] raw) throws IOException {
    out.write(raw);
    out.write('\n');
    count++;
  }

  long count() {
    return count;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
