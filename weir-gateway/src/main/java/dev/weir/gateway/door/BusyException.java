package dev.weir.gateway.door;

/// Too many logins at one time.
final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BusyException() {
    super("too many logins at one time", null, false, false);
  }
}
