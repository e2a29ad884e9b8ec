package dev.weir.gateway.net;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/// The answers of a call on their way to its client: gathered, so that many are one write, and few
/// where the client does not read them. Lives on the call's event loop.
final class Outgoing {
  /// They are gathered up to this size before they are written.
  private static final int GATHERED_BYTES_MAX = 16 << 10;

  /// What most answers to one read fit in.
  private static final int GATHERED_BYTES = 1 << 10;

  /// What may wait for the client to read it.
  private static final int UNREAD_BYTES_MAX = 32 << 10;

  private final Context loop;
  private final HttpServerResponse response;
  private final Runnable writable;
  private Buffer gathered = Buffer.buffer(GATHERED_BYTES);

  /// What was written and is not with the network yet.
  private int unreadBytes;

  /// @param writable runs when it is full no more
  Outgoing(Context loop, HttpServerResponse response, Runnable writable) {
    this.loop = loop;
    this.response = response;
    this.writable = writable;
    response.drainHandler(_ -> writable.run());
  }

  /// Over HTTP/2 the library counts what waits by its number alone, whatever its size: that makes
  /// answers go together, and the bytes bound them. Not for a response that has ended.
  boolean isFull() {
    return response.writeQueueFull() || isMuch();
  }

  boolean isEmpty() {
    return gathered.length() == 0;
  }

  /// For one more, and then [#added].
  Buffer gathered() {
    return gathered;
  }

  void added() {
    if (gathered.length() >= GATHERED_BYTES_MAX) flush();
  }

  void flush() {
    if (isEmpty()) return;
    var written = gathered;
    var bytes = written.length();
    gathered = Buffer.buffer(GATHERED_BYTES);
    unreadBytes += bytes;
    response.write(written).onComplete(_ -> wasRead(bytes));
  }

  private void wasRead(int bytes) {
    var wasMuch = isMuch();
    unreadBytes -= bytes;
    // In a turn of its own: this one may be in the middle of a write.
    if (wasMuch && !isMuch()) loop.runOnContext(_ -> writable.run());
  }

  private boolean isMuch() {
    return unreadBytes >= UNREAD_BYTES_MAX;
  }
}
