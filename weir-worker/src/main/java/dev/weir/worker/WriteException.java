package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// A record has no [Ack]. Where the time was over it may have been written all the same, as an
/// answer can get lost on its way; else it was not.
public final class WriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// For fakes too.
  public WriteException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
