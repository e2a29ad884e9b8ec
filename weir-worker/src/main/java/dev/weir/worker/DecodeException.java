package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// Bytes that are not what the [Codec] expects, and will not be later either: the message becomes a
/// dead letter at once.
public final class DecodeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DecodeException(String message) {
    super(message);
  }

  public DecodeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
