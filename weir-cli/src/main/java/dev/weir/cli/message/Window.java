package dev.weir.cli.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Input from the beginning of a message on; what was read of earlier ones is forgotten.
final class Window {
  static final int MESSAGE_BYTES_MAX = 256 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[64 << 10];
  private int start;
  private int position;
  private int end;
  private long lines;

  Window(InputStream in) {
    this.in = in;
  }

  /// The next message begins here.
  void begin() {
    for (var i = start; i < position; i++) if (buffer[i] == '\n') lines++;
    start = position;
  }

  /// That the message begins on, from 1.
  long line() {
    return lines + 1;
  }

  boolean isAtEnd() throws IOException {
    return !has(0);
  }

  /// Whether there is a byte so far on. Waits for no more than that one.
  private boolean has(int offset) throws IOException {
    while (position + offset >= end) {
      if (end == buffer.length) makeRoom();
      var read = in.read(buffer, end, buffer.length - end);
      if (read < 0) return false;
      end += read;
    }
    return true;
  }

  private void makeRoom() {
    if (start > buffer.length / 2) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
    } else {
      if (buffer.length >= MESSAGE_BYTES_MAX) throw new Misfit("it is longer than 256 MiB");
      var larger = new byte[buffer.length * 2];
      System.arraycopy(buffer, start, larger, 0, end - start);
      buffer = larger;
    }
    position -= start;
    end -= start;
    start = 0;
  }

  byte[] take(int length) throws IOException {
    if (length > 0 && !has(length - 1)) {
      throw new Misfit(
          "%,d bytes are wanted and the input ends after %,d".formatted(length, end - position));
    }
    position += length;
    return Arrays.copyOfRange(buffer, position - length, position);
  }

  long digits() throws IOException {
    var length = 0;
    while (has(length) && isOfNumber(buffer[position + length], length)) length++;
    var digits = new String(take(length), StandardCharsets.US_ASCII);
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new Misfit("a number is wanted in place of '%s'".formatted(digits + shown()), e);
    }
  }

  private static boolean isOfNumber(byte sign, int index) {
    return (sign >= '0' && sign <= '9') || (sign == '-' && index == 0);
  }

  /// A little of what comes next.
  private String shown() {
    var length = Math.min(20, end - position);
    var text = new String(buffer, position, length, StandardCharsets.UTF_8);
    var line = text.indexOf('\n');
    return line < 0 ? text : text.substring(0, line);
  }

  /// Goes past the sign, which must come next.
  ///
  /// @param orEnd whether the end of all will do
  void pass(byte[] sign, boolean orEnd) throws IOException {
    if (matches(sign, 0)) {
      position += sign.length;
      return;
    }
    if (orEnd && isAtEnd()) return;
    var why = "'%s' is wanted in place of '%s'".formatted(name(sign), shown());
    throw new Misfit(isAtEnd() ? "'%s' is wanted at its end".formatted(name(sign)) : why);
  }

  private static String name(byte[] sign) {
    return new String(sign, StandardCharsets.UTF_8)
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }

  private boolean matches(byte[] sign, int offset) throws IOException {
    for (var i = 0; i < sign.length; i++) {
      if (!has(offset + i) || buffer[position + offset + i] != sign[i]) return false;
    }
    return true;
  }

  /// What comes before the sign, up to which it goes; before the end of all where there is no sign.
  ///
  /// @param not what must not come before it
  /// @param orEnd whether the end of all stands for the sign
  byte[] upTo(byte[] sign, byte[] not, boolean orEnd) throws IOException {
    for (var length = 0; has(length); length++) {
      length = nextOf(sign, not, length);
      if (sign.length > 0 && matches(sign, length)) return take(length);
      if (not.length > 0 && matches(not, length)) throw missing(sign);
    }
    if (!orEnd) throw missing(sign);
    return take(end - position);
  }

  /// The JSON value that comes next, without the white space before it. Whether it is one is not
  /// said: only its end is found.
  byte[] json() throws IOException {
    while (has(0) && buffer[position] <= ' ' && buffer[position] >= 0) position++;
    var depth = 0;
    var quoted = false;
    var length = 0;
    for (; has(length); length++) {
      var sign = buffer[position + length];
      if (quoted) {
        if (sign == '\\' && has(length + 1)) length++;
        if (sign == '"') quoted = false;
      } else if (depth == 0 && length > 0 && !isOfScalar(sign)) {
        break;
      } else {
        switch (sign) {
          case '"' -> quoted = true;
          case '{', '[' -> depth++;
          case '}', ']' -> depth--;
          default -> {}
        }
      }
      if (depth == 0 && !quoted && "}]\"".indexOf(sign) >= 0) return take(length + 1);
    }
    return take(Math.min(length, end - position));
  }

  private static boolean isOfScalar(byte sign) {
    return (sign >= 'a' && sign <= 'z')
        || sign == 'E'
        || sign == '.'
        || sign == '+'
        || sign == '-'
        || (sign >= '0' && sign <= '9');
  }

  /// Goes behind the next such sign after the beginning of the message, or to the end of what is
  /// there where there is no sign. Returns all from the beginning on.
  byte[] skip(byte[] sign) throws IOException {
    position = start;
    try {
      while (sign.length > 0 && has(0) && !matches(sign, 0)) position++;
      position = sign.length > 0 && has(0) ? position + sign.length : end;
    } catch (Misfit tooLong) {
      position = end;
    }
    return Arrays.copyOfRange(buffer, start, position);
  }

  /// Hot. The next place that either may begin at, or the last one that was read.
  private int nextOf(byte[] one, byte[] other, int from) {
    var first = one.length > 0 ? one[0] : other.length > 0 ? other[0] : 0;
    var second = other.length > 0 ? other[0] : first;
    var at = position + from;
    if (one.length > 0) while (at < end - 1 && buffer[at] != first && buffer[at] != second) at++;
    return at - position;
  }

  private static Misfit missing(byte[] sign) {
    return new Misfit("it has no '%s'".formatted(name(sign)));
  }
}
