package dev.weir.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Cuts the bytes of one keep-alive connection into HTTP/1.1 answers, by their `Content-Length`.
///
/// Owned by the load's thread. An answer without a length (chunked), or one that does not fit in
/// the buffer, is an error: no subject of this benchmark has a reason to send one.
final class AnswerReader {
  private static final int BYTES_MAX = 16 * 1024;
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final byte[] bytes = new byte[BYTES_MAX];
  private final ByteBuffer space = ByteBuffer.wrap(bytes);
  private int start;

  /// Where the next bytes of the connection go.
  ByteBuffer space() {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, space.position() - start);
      space.position(space.position() - start);
      start = 0;
    }
    if (!space.hasRemaining()) {
      throw new IllegalStateException("An answer is longer than " + BYTES_MAX + " bytes");
    }
    return space;
  }

  /// The status of the next whole answer, which is thereby taken; 0 if there is none yet. Hot.
  int next() {
    int bodyAt = endOfHead();
    if (bodyAt < 0) {
      return 0;
    }
    int end = bodyAt + contentLength(bodyAt);
    if (end > space.position()) {
      return 0;
    }
    int status = number(start + STATUS_AT);
    start = end;
    return status;
  }

  private int endOfHead() {
    for (int i = start + 3; i < space.position(); i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int bodyAt) {
    for (int i = start; i < bodyAt - LENGTH.length; i++) {
      if (bytes[i] == '\r' && isLengthAt(i)) {
        int digits = i + LENGTH.length;
        while (bytes[digits] == ' ') {
          digits++;
        }
        return number(digits);
      }
    }
    throw new IllegalStateException("An answer has no Content-Length");
  }

  private boolean isLengthAt(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      int read = bytes[at + i];
      int lower = read >= 'A' && read <= 'Z' ? read + ('a' - 'A') : read;
      if (lower != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int at) {
    int number = 0;
    for (int i = at; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }
}
