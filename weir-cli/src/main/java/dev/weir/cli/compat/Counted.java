package dev.weir.cli.compat;

import dev.weir.cli.terminal.Stdout;
import java.io.OutputStream;

/// Passes on what is written but for a mark behind each message, which it counts: a message may
/// hold any byte, so that nothing shorter tells where it ends. Owner: the thread that writes.
final class Counted extends OutputStream {
  private final Stdout out;
  private final byte[] mark;
  private int matched;
  private long count;

  /// @param mark begins with a byte that is not in the rest of it
  Counted(Stdout out, byte[] mark) {
    this.out = out;
    this.mark = mark;
  }

  @Override
  public void write(int b) {
    if ((byte) b == mark[matched]) {
      matched++;
      if (matched < mark.length) return;
      matched = 0;
      count++;
      return;
    }
    // The first byte is nowhere else in the mark, so only this one can begin another.
    out.write(mark, 0, matched);
    matched = 0;
    if ((byte) b == mark[0]) matched = 1;
    else out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    for (var i = from; i < from + length; i++) write(bytes[i]);
  }

  @Override
  public void flush() {
    out.flush();
  }

  long count() {
    return count;
  }
}
