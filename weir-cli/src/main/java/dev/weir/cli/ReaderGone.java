package dev.weir.cli;

/// Nobody reads our stdout any more: the end of the command, and no error.
final class ReaderGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReaderGone(Throwable cause) {
    super(cause);
  }
}
