package dev.weir.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Standard output for data: bytes as they are, and an end of the reader that is noticed, which
/// `System.out` does neither of. One thread writes.
public final class Stdout extends OutputStream {
  private static final int BUFFER_BYTES = 64 << 10;

  private final OutputStream out;

  public Stdout(OutputStream to) {
    out = new BufferedOutputStream(to, BUFFER_BYTES);
  }

  public static Stdout ofProcess() {
    return new Stdout(new FileOutputStream(FileDescriptor.out));
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

  private static void doing(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new ReaderGone(e);
    }
  }

  /// What may fail because nobody reads.
  private interface Write {
    void run() throws IOException;
  }
}
