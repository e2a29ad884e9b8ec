package dev.weir.cli.produce;

import dev.weir.cli.terminal.Stdout;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Input that is counted, copied to stdout where that was asked for, and announced before it may
/// take its time.
final class Tapped extends InputStream {
  private final InputStream in;
  private final AtomicLong count;
  private final @Nullable Stdout copy;
  private final Runnable beforeReading;

  Tapped(InputStream in, AtomicLong count, @Nullable Stdout copy, Runnable beforeReading) {
    this.in = in;
    this.count = count;
    this.copy = copy;
    this.beforeReading = beforeReading;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    beforeReading.run();
    var read = in.read(bytes, from, length);
    if (read <= 0) return read;
    count.addAndGet(read);
    if (copy != null) {
      copy.write(bytes, from, read);
      copy.flush();
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
