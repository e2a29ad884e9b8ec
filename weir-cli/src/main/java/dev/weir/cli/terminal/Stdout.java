package dev.weir.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// Standard output for data: bytes as they are, and an end of the reader that is noticed, which
/// `System.out` does neither of. One thread writes.
public final class Stdout extends OutputStream {
  private static final int BUFFER_BYTES = 64 << 10;

  /// A file has no reader that goes away, but a disk that is full.
  private static final Path OF_PROCESS = Path.of("/dev/stdout");

  private final OutputStream out;
  private final BooleanSupplier isFile;

  public Stdout(OutputStream to) {
    this(to, () -> false);
  }

  private Stdout(OutputStream to, BooleanSupplier isFile) {
    out = new BufferedOutputStream(to, BUFFER_BYTES);
    this.isFile = isFile;
  }

  public static Stdout ofProcess() {
    return new Stdout(
        new FileOutputStream(FileDescriptor.out), () -> Files.isRegularFile(OF_PROCESS));
  }

  public void line(String text) {
    write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(int b) {
    doing(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    doing(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() {
    doing(out::flush);
  }

  /// Only flushes: the process's output is not ours to close.
  @Override
  public void close() {
    flush();
  }

  private void doing(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      if (!isFile.getAsBoolean()) throw new ReaderGone(e);
      throw new Failure(
          ExitCode.FAILED,
          "The output cannot be written",
          String.valueOf(e.getMessage()),
          "What is in the file is not all of it. Make room, and run it again.",
          e);
    }
  }

  /// What may fail because nobody reads.
  private interface Write {
    void run() throws IOException;
  }
}
