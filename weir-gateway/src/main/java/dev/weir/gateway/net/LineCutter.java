package dev.weir.gateway.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one body into lines, each of which ends with a line feed; the last one may do
/// without.
///
/// It keeps what has arrived of one line and never more than a line may have: of a longer one it
/// keeps nothing and skips the rest. Owned by the request's event loop.
final class LineCutter implements Cutter {
  private static final byte[] NOTHING = {};

  private final int bytesMax;

  /// Bytes from `start` to `end` are waiting to be cut; up to `seen` there is no line feed.
  private byte[] buffer = NOTHING;

  private int start;
  private int seen;
  private int end;

  /// What comes, up to the next line feed, belongs to a line that was too long.
  private boolean skipping;

  LineCutter(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Adds what has arrived; the array belongs to the cutter from here on. Hot.
  @Override
  public void feed(byte[] bytes) {
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

  /// Doubles what is there: a byte at a time still costs linear time.
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

  /// The next line, or null until more bytes come. Hot.
  @Override
  public @Nullable Cut next() {
    if (skipping && !skipped()) return null;
    var feed = lineFeed();
    if (feed < 0) return tooLong(end - start) ? oversized() : null;
    var from = start;
    goTo(feed + 1);
    if (tooLong(feed - from)) return OVERSIZED;
    return new Cut.Line(Arrays.copyOfRange(buffer, from, feed));
  }

  private boolean tooLong(int bytes) {
    return bytes > bytesMax;
  }

  private Cut oversized() {
    forget();
    skipping = true;
    return OVERSIZED;
  }

  /// Whether the end of the line that was too long is there.
  private boolean skipped() {
    var feed = lineFeed();
    if (feed < 0) {
      forget();
      return false;
    }
    goTo(feed + 1);
    skipping = false;
    return true;
  }

  private int lineFeed() {
    for (var i = seen; i < end; i++) {
      if (buffer[i] == '\n') return i;
    }
    seen = end;
    return -1;
  }

  private void goTo(int place) {
    start = place;
    seen = place;
  }

  /// What stands behind the last line feed when no more comes, or null.
  @Override
  public @Nullable Cut last() {
    if (skipping || start == end) return null;
    var last = Arrays.copyOfRange(buffer, start, end);
    forget();
    return new Cut.Line(last);
  }

  /// Lets go of what was cut, and tells how many bytes it still keeps. Hot.
  @Override
  public int keep() {
    var waiting = end - start;
    if (waiting == 0) {
      forget();
    } else if (buffer.length > 2 * waiting) {
      move(waiting);
    }
    return buffer.length;
  }

  /// Throws away what waits.
  @Override
  public void forget() {
    buffer = NOTHING;
    start = 0;
    seen = 0;
    end = 0;
  }
}
