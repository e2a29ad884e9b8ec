package dev.weir.tls;

/// A file does not hold what it should. The message reads on after the file's name: `has no
/// certificate. …`.
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
