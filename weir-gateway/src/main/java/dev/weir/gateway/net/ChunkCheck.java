package dev.weir.gateway.net;

import io.netty.buffer.ByteBuf;

/// Reads how a body in chunks is cut, to the letter and byte by byte, whatever the bytes that come
/// together. Used once, for one body, on its event loop.
///
/// ```
/// SIZE ─;─▶ EXTENSION ─CR─▶ SIZE_END ─LF─▶ DATA ─CR─▶ DATA_END ─LF─▶ SIZE
///                               └─ size 0 ─▶ TRAILER ─CR─▶ LAST_END ─LF─▶ whole
/// ```
final class ChunkCheck {
  private enum State {
    SIZE,
    EXTENSION,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_END,
    TRAILER,
    FIELD,
    FIELD_END,
    LAST_END,
    WHOLE,
    BROKEN
  }

  /// As many as always fit into an int.
  private static final int DIGITS_MAX = 7;

  private static final int EXTENSION_BYTES_MAX = 256;
  private static final int TRAILER_BYTES_MAX = 8 << 10;

  private State state = State.SIZE;
  private int size;
  private int digits;
  private int extensionBytes;
  private int trailerBytes;
  private boolean named;

  /// Reads on, and tells up to where: to the end, or to that of the body, or to what is wrong.
  int read(ByteBuf in, int from, int to) {
    var at = from;
    while (at < to && state != State.WHOLE && state != State.BROKEN) {
      if (state == State.DATA) {
        var some = Math.min(size, to - at);
        at += some;
        size -= some;
        if (size == 0) state = State.DATA_CR;
      } else {
        state = next(in.getByte(at));
        if (state != State.BROKEN) at++;
      }
    }
    return at;
  }

  boolean whole() {
    return state == State.WHOLE;
  }

  boolean broken() {
    return state == State.BROKEN;
  }

  private State next(byte b) {
    return switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> extension(b);
      case SIZE_END -> b == '\n' ? sized() : State.BROKEN;
      case DATA_CR -> b == '\r' ? State.DATA_END : State.BROKEN;
      case DATA_END -> b == '\n' ? State.SIZE : State.BROKEN;
      case TRAILER -> b == '\r' ? State.LAST_END : field(b);
      case FIELD -> b == '\r' && named ? State.FIELD_END : field(b);
      case FIELD_END -> b == '\n' ? trailer() : State.BROKEN;
      case LAST_END -> b == '\n' ? State.WHOLE : State.BROKEN;
      case DATA, WHOLE, BROKEN -> state;
    };
  }

  private State size(byte b) {
    var digit = Character.digit(b, 16);
    if (digit >= 0 && digits < DIGITS_MAX) {
      size = size << 4 | digit;
      digits++;
      return State.SIZE;
    }
    if (digits == 0) return State.BROKEN;
    if (b == '\r') return State.SIZE_END;
    return b == ';' ? extension(b) : State.BROKEN;
  }

  private State extension(byte b) {
    if (b == '\r') return State.SIZE_END;
    return text(b) && ++extensionBytes <= EXTENSION_BYTES_MAX ? State.EXTENSION : State.BROKEN;
  }

  private State sized() {
    digits = 0;
    extensionBytes = 0;
    return size == 0 ? trailer() : State.DATA;
  }

  private State trailer() {
    named = false;
    return State.TRAILER;
  }

  /// Trailers are read by nobody: it is enough that they are lines with a colon.
  private State field(byte b) {
    if (!text(b) || ++trailerBytes > TRAILER_BYTES_MAX) return State.BROKEN;
    if (!named && (b == ' ' || b == '\t')) return State.BROKEN;
    if (b == ':' && state == State.TRAILER) return State.BROKEN;
    named |= b == ':';
    return State.FIELD;
  }

  private static boolean text(byte b) {
    return b < 0 || (b >= ' ' && b != 0x7F) || b == '\t';
  }
}
