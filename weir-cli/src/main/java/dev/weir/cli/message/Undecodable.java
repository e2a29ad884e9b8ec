package dev.weir.cli.message;

/// Bytes that are not what they were taken for.
public final class Undecodable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Undecodable(String why, Throwable cause) {
    super(why, cause);
  }

  public Undecodable(String why) {
    super(why);
  }
}
