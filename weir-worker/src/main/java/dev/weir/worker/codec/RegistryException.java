package dev.weir.worker.codec;

import org.jspecify.annotations.Nullable;

/// The schema registry did not answer as it should, or does not know what is to be written. Unlike
/// a [dev.weir.worker.DecodeException] this says nothing about the record, which is tried again.
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The same for another thread.
  RegistryException again() {
    return new RegistryException(String.valueOf(getMessage()), this);
  }
}
