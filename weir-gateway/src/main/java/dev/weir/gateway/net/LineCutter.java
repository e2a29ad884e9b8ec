package dev.weir.gateway.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one body into lines, each of which ends with a line feed; the last one may do
/// without.
///
/// It keeps what has arrived of one line and never more than a line may have: of a longer one it
/// keeps nothing and skips the rest. Owned by the request's event loop.
final class LineCutter extends Waiting {
  /// What comes, up to the next line feed, belongs to a line that was too long.
  private boolean skipping;

  LineCutter(int bytesMax) {
    super(bytesMax);
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
}
