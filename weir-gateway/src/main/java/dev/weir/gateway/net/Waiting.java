package dev.weir.gateway.net;

/// What a [Cutter] has of a body, in one array. It grows to twice what waits, so that a byte at a
/// time still costs linear time, and never keeps more than twice of it.
abstract sealed class Waiting implements Cutter permits JsonCutter, LineCutter {
  private static final byte[] NOTHING = {};

  final int bytesMax;

  /// Bytes from `start` to `end` are waiting to be cut; up to `seen` they were looked at.
  byte[] buffer = NOTHING;

  int start;
  int seen;
  int end;

  /// @param bytesMax the longest piece
  Waiting(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Hot.
  @Override
  public final void feed(byte[] bytes) {
    if (start == end) {
      buffer = bytes;
      start = 0;
      seen = 0;
      end = bytes.length;
      return;
    }
    if (end + bytes.length > buffer.length) makeRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  private void makeRoom(int bytes) {
    var waiting = end - start;
    var doubled = (int) Math.min(2L * waiting, bytesMax + 1L);
    move(Math.max(waiting + bytes, doubled));
  }

  private void move(int capacity) {
    var moved = new byte[capacity];
    System.arraycopy(buffer, start, moved, 0, end - start);
    buffer = moved;
    seen -= start;
    end -= start;
    start = 0;
  }

  /// Hot.
  @Override
  public final int keep() {
    var waiting = end - start;
    if (waiting == 0) {
      forget();
    } else if (buffer.length > 2 * waiting) {
      move(waiting);
    }
    return buffer.length;
  }

  @Override
  public final void forget() {
    buffer = NOTHING;
    start = 0;
    seen = 0;
    end = 0;
  }
}
