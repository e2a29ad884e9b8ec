package dev.weir.config.legacy;

/// Text that is not what it should be; the message reads on after its place.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  Unreadable(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
