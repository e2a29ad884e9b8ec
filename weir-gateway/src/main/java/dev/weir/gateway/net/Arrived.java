package dev.weir.gateway.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of one connection that have arrived and are not cut into messages yet. Places in it
/// count from the first of them.
///
/// It never makes room for bytes that were only announced. Owned by the connection's event loop.
public final class Arrived {
  private static final byte[] NOTHING = {};

  private byte[] buffer = NOTHING;
  private int start;
  private int end;

  /// Adds what has arrived; the array belongs here from now on. Hot.
  ///
  /// @param messageBytes how long the first message is going to be, or 0 where that is not known
  public void add(byte[] bytes, long messageBytes) {
    if (start == end) {
      buffer = bytes;
      start = 0;
      end = bytes.length;
      return;
    }
    if (end + bytes.length > buffer.length) makeRoom(bytes.length, messageBytes);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /// Doubles what is there, up to the end of the message: a byte at a time still costs linear time.
  private void makeRoom(int bytes, long messageBytes) {
    var doubled = (int) Math.min(2L * size(), messageBytes);
    move(Math.max(size() + bytes, doubled));
  }

  private void move(int capacity) {
    var waiting = size();
    var moved = new byte[capacity];
    System.arraycopy(buffer, start, moved, 0, waiting);
    buffer = moved;
    start = 0;
    end = waiting;
  }

  public int size() {
    return end - start;
  }

  /// The byte at this place, from 0 to 255. Hot.
  public int unsigned(int at) {
    return buffer[start + at] & 0xFF;
  }

  /// Hot.
  public byte[] bytes(int from, int to) {
    return Arrays.copyOfRange(buffer, start + from, start + to);
  }

  /// What its bytes are in, until more are added. Hot.
  byte[] array() {
    return buffer;
  }

  /// Where in [#array] this place is. Hot.
  int index(int at) {
    return start + at;
  }

  /// Each byte as one character. Hot.
  public String text(int from, int to) {
    return new String(buffer, start + from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// Whether these bytes are there. Hot.
  public boolean equals(int from, int to, byte[] bytes) {
    return Arrays.equals(buffer, start + from, start + to, bytes, 0, bytes.length);
  }

  /// Cuts these bytes off the front. Hot.
  public void skip(int bytes) {
    start += bytes;
  }

  /// Lets go of what was cut, and tells how many bytes it still keeps. Hot.
  public int keep() {
    var waiting = size();
    if (waiting == 0) {
      clear();
    } else if (buffer.length > 2 * waiting) {
      move(waiting);
    }
    return buffer.length;
  }

  /// Throws away what waits.
  public void clear() {
    buffer = NOTHING;
    start = 0;
    end = 0;
  }
}
