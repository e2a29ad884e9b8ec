package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON that is written by hand. Used by one thread.
final class AnswerBytes {
  private static final int DIGITS_MAX = 20;

  private byte[] bytes;
  private int size;

  AnswerBytes(int capacity) {
    this.bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Hot.
  AnswerBytes add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  AnswerBytes add(char c) {
    room(1);
    bytes[size++] = (byte) c;
    return this;
  }

  /// Hot. No number here is below 0.
  AnswerBytes add(long number) {
    room(DIGITS_MAX);
    var end = size + digits(number);
    var rest = number;
    for (var at = end - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size = end;
    return this;
  }

  private static int digits(long number) {
    var digits = 1;
    for (var rest = number / 10; rest > 0; rest /= 10) digits++;
    return digits;
  }

  /// With its quotes.
  AnswerBytes add(String text) {
    return add('"').add(quoted(text)).add('"');
  }

  private static byte[] quoted(String text) {
    var encoder = JsonStringEncoder.getInstance();
    try {
      return encoder.quoteAsUTF8(text);
    } catch (IllegalArgumentException _) { // half of a character, which has no bytes
      return encoder.quoteAsUTF8(new String(text.getBytes(UTF_8), UTF_8));
    }
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
