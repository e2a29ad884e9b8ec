package dev.weir.cli.terminal;

/// How a command ends, for scripts.
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;

  /// Wrong usage or configuration; nothing was done.
  public static final int USAGE = 2;

  /// No such topic, group, context or file.
  public static final int NOT_FOUND = 3;

  /// Not who one must be, or not allowed to.
  public static final int NOT_ALLOWED = 4;

  public static final int UNREACHABLE = 5;

  /// A part failed: some messages were not acknowledged.
  public static final int PARTLY = 6;

  /// A check said no.
  public static final int CHECK = 7;

  /// Whoever read our output went away, as `head` does; what the shell says of SIGPIPE.
  public static final int READER_GONE = 141;

  /// Ended by a signal and stopped in order. The JVM itself makes it 130 after Ctrl-C.
  public static final int SIGNALLED = 143;

  private ExitCode() {}
}
