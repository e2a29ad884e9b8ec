package dev.weir.gateway.rest.schema;

import java.io.ByteArrayOutputStream;

/// Bytes that a few others grow into, up to a bound: the JSON of a record of some bytes may be
/// large, as empty values cost nothing in the one and something in the other.
final class BoundedOutput extends ByteArrayOutputStream {
  private static final int ALWAYS = 8 << 20;
  private static final int TIMES_MAX = 32;

  private final long most;

  /// @param from how many bytes it is made of
  BoundedOutput(int from) {
    super(Math.max(64, from * 2));
    this.most = Math.min(Integer.MAX_VALUE - 64L, ALWAYS + (long) from * TIMES_MAX);
  }

  @Override
  public synchronized void write(int b) {
    room(1);
    super.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    room(length);
    super.write(bytes, from, length);
  }

  private void room(int length) {
    if (count + (long) length > most) {
      throw new Misfit("its JSON is larger than %,d bytes".formatted(most));
    }
  }
}
