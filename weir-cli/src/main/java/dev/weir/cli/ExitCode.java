package dev.weir.cli;

/// How a command ends, for scripts.
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;

  /// Wrong usage or configuration; nothing was done.
  static final int USAGE = 2;

  static final int NOT_FOUND = 3;
  static final int NOT_ALLOWED = 4;
  static final int UNREACHABLE = 5;

  /// Whoever read our output went away, as `head` does; what the shell says of SIGPIPE.
  static final int READER_GONE = 141;

  /// Ended by a signal and stopped in order. The JVM itself makes it 130 after Ctrl-C.
  static final int SIGNALLED = 143;

  private ExitCode() {}
}
