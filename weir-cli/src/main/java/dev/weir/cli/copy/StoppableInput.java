package dev.weir.cli.copy;

import dev.weir.cli.terminal.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An input that also ends when the command is to end. Nothing else wakes who waits for stdin.
final class StoppableInput extends InputStream {
  private static final int PIECE_BYTES = 64 << 10;
  private static final long LOOK_EVERY_MILLIS = 100;

  private final InputStream in;
  private final StopSignal stop;

  /// Pieces that were read; an empty one is the end.
  private final ArrayBlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(4);

  private byte[] piece = {};
  private int at;
  private boolean over;
  private volatile @Nullable IOException failure;

  StoppableInput(InputStream in, StopSignal stop) {
    this.in = in;
    this.stop = stop;
    Thread.ofPlatform().daemon().name("weir-stdin").start(this::pump);
  }

  private void pump() {
    try {
      var buffer = new byte[PIECE_BYTES];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (count > 0) pieces.put(Arrays.copyOf(buffer, count));
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      return; // nobody reads any more
    }
    end();
  }

  private void end() {
    try {
      pieces.put(new byte[0]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) return 0;
    if (at == piece.length && !next()) return -1;
    var count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, bytes, from, count);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    while (!over && !stop.asked()) {
      var polled = poll();
      if (polled == null) continue;
      piece = polled;
      at = 0;
      over = polled.length == 0;
      if (!over) return true;
      var why = failure;
      if (why != null) throw why;
    }
    return false;
  }

  private byte @Nullable [] poll() {
    try {
      return pieces.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over = true;
      return null;
    }
  }
}
