package dev.weir.cli.shell;

/// Where the output of a command goes.
sealed interface Target {
  record Here() implements Target {}

  /// To a file.
  ///
  /// @param appends whether what the file holds stays
  record Into(String file, boolean appends) implements Target {}

  /// To a command of the system's shell.
  record Pipe(String command) implements Target {}
}
