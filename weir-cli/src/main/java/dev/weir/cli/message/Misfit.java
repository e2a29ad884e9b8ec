package dev.weir.cli.message;

/// Why input does not fit; [FormatReader] tells where.
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  Misfit(String why) {
    super(why, null, false, false);
  }

  Misfit(String why, Throwable cause) {
    super(why, cause, false, false);
  }
}
