package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// A listener could not be opened or closed. The message says what, why and what to do.
public final class NetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
