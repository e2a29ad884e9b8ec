package dev.weir.gateway.net;

import io.netty.buffer.ByteBuf;

/// Counts the HTTP/2 frames that make work and carry nothing: `SETTINGS`, `PING` and `PRIORITY`.
/// For those that open and reset streams, or go on with a head, the decoder has limits of its own.
///
/// | bytes | |
/// | --- | --- |
/// | 3 | length of what follows the nine |
/// | 1 | type |
/// | 1 | flags |
/// | 4 | stream |
///
/// It sees a connection from its preface on. On the connection's event loop.
final class ControlFrames {
  private static final int HEAD_BYTES = 9;
  private static final int TYPE_AT = 3;
  private static final int FLAGS_AT = 4;
  private static final int PRIORITY = 2;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int ACK = 1;
  private static final long WINDOW_NANOS = 30_000_000_000L;

  private static final int PREFACE_BYTES = 24;

  private int max;
  private long windowNanos;
  private int count;

  /// How much of a frame's head has been seen, and how much of its payload is still to come.
  private int headBytes = HEAD_BYTES;

  private int payloadLeft = PREFACE_BYTES;
  private int type;

  /// @param max how many are taken in 30 s
  ControlFrames(int max, long nowNanos) {
    this.max = max;
    this.windowNanos = nowNanos;
  }

  void allow(int max) {
    this.max = max;
  }

  /// Whether there are too many with those that are in here. Hot.
  boolean exceededBy(ByteBuf in, long nowNanos) {
    if (nowNanos - windowNanos > WINDOW_NANOS) {
      windowNanos = nowNanos;
      count = 0;
    }
    var end = in.writerIndex();
    for (var at = in.readerIndex(); at < end; ) {
      if (headBytes < HEAD_BYTES) {
        head(in.getByte(at++) & 0xFF);
      } else {
        var some = Math.min(payloadLeft, end - at);
        payloadLeft -= some;
        at += some;
      }
      if (headBytes == HEAD_BYTES && payloadLeft == 0) headBytes = 0;
    }
    return count > max;
  }

  private void head(int b) {
    var at = headBytes++;
    if (at < TYPE_AT) {
      payloadLeft = payloadLeft << 8 | b;
    } else if (at == TYPE_AT) {
      type = b;
    } else if (at == FLAGS_AT && counts(b)) {
      count++;
    }
  }

  private boolean counts(int flags) {
    return switch (type) {
      case PRIORITY -> true;
      case SETTINGS, PING -> (flags & ACK) == 0;
      default -> false;
    };
  }
}
