package dev.weir.cli.terminal;

/// Nobody reads our stdout any more: the end of the command, and no error.
public final class ReaderGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ReaderGone(Throwable cause) {
    super(cause);
  }
}
