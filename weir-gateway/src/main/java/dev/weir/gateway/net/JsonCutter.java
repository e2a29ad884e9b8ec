package dev.weir.gateway.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one body into JSON objects that stand one after another, with or without white
/// space between them. Whether they are well formed is their reader's business: what is no object
/// is a piece up to the next white space or the next object.
///
/// Behind an object that is too long it cuts nothing more.
final class JsonCutter extends Waiting {
  /// Where `seen` is: how many brackets are open, and whether in a string, behind its backslash.
  private int depth;

  private boolean inString;
  private boolean escaped;
  private boolean over;

  JsonCutter(int bytesMax) {
    super(bytesMax);
  }

  /// Hot.
  @Override
  public @Nullable Cut next() {
    if (over) {
      forget();
      return null;
    }
    skipSpace();
    while (seen < end) {
      var b = buffer[seen];
      if (start < seen && depth == 0 && !inString && separates(b)) return piece(seen);
      seen++;
      if (inString) {
        string(b);
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && --depth <= 0) {
        return piece(seen);
      }
    }
    return end - start > bytesMax ? oversized() : null;
  }

  /// White space before a piece is no part of it.
  private void skipSpace() {
    if (start != seen) return;
    while (start < end && space(buffer[start])) start++;
    seen = start;
  }

  private void string(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
    }
  }

  /// Whether it ends what is no object.
  private static boolean separates(byte b) {
    return space(b) || b == '{' || b == '[';
  }

  private static boolean space(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private Cut piece(int to) {
    var from = start;
    start = to;
    seen = to;
    depth = 0;
    return to - from > bytesMax ? oversized() : new Cut.Line(Arrays.copyOfRange(buffer, from, to));
  }

  private Cut oversized() {
    over = true;
    forget();
    return OVERSIZED;
  }

  @Override
  public @Nullable Cut last() {
    if (over || start == end) return null;
    var last = Arrays.copyOfRange(buffer, start, end);
    forget();
    return new Cut.Line(last);
  }
}
