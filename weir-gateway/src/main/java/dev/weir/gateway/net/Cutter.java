package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one body into pieces as they come. It keeps what has arrived of one piece and
/// never more than a piece may have. Owned by the request's event loop.
interface Cutter {
  /// What came next in a body.
  sealed interface Cut {
    /// Without what stands between it and the next one.
    @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
    record Line(byte[] bytes) implements Cut {}

    /// Told as soon as it is known, and once.
    record Oversized() implements Cut {}
  }

  Cut OVERSIZED = new Cut.Oversized();

  /// Adds what has arrived; the array belongs to the cutter from here on.
  void feed(byte[] bytes);

  /// The next piece, or null until more bytes come.
  @Nullable Cut next();

  /// What is left when no more comes, or null.
  @Nullable Cut last();

  /// Lets go of what was cut, and tells how many bytes it still keeps.
  int keep();

  /// Throws away what waits.
  void forget();
}
