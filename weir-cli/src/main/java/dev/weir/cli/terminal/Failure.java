package dev.weir.cli.terminal;

import org.jspecify.annotations.Nullable;

/// An expected bad end of a command: what failed, why, and what to do, with the exit code to match.
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  public Failure(int exitCode, String what, String why, String remedy, @Nullable Throwable cause) {
    super("%s: %s. %s".formatted(what, why, remedy), cause);
    this.exitCode = exitCode;
  }

  public Failure(int exitCode, String what, String why, String remedy) {
    this(exitCode, what, why, remedy, null);
  }

  public int exitCode() {
    return exitCode;
  }
}
