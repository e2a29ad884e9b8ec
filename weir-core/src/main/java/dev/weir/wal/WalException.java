package dev.weir.wal;

/// The log cannot be used at all; the message says why and what to do.
public final class WalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private WalException(String message, Throwable cause) {
    super(message, cause);
  }

  private WalException(String message) {
    super(message);
  }

  static WalException unusable(Object folder, Exception cause) {
    return new WalException(
        "The log in %s cannot be used: %s. See to the disk and to the rights on the folder, or name another by wal.path."
            .formatted(folder, cause),
        cause);
  }

  static WalException inUse(Object folder, String owner) {
    return new WalException(
        "The log in %s is in use: %s has locked it. Stop that one, or name another folder by wal.path."
            .formatted(folder, owner));
  }

  static WalException newer(Object file, int version) {
    return new WalException(
        "The log was not opened: %s has format %d, and this Weir knows formats up to %d. Nothing was changed. Start the Weir that wrote it, or a newer one."
            .formatted(file, version, FileHeader.VERSION));
  }
}
