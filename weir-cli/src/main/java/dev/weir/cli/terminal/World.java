package dev.weir.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/// What a command finds around it. Tests hand in another.
///
/// @param in standard input
/// @param out standard output, for data
/// @param err standard error, for talk
/// @param env the environment
/// @param folder where the search for a project's settings begins
public record World(
    InputStream in,
    Stdout out,
    PrintWriter err,
    Map<String, String> env,
    Path folder,
    Terminal terminal,
    StopSignal stop) {

  /// That of this process.
  public static World ofProcess() {
    return new World(
        new FileInputStream(FileDescriptor.in),
        Stdout.ofProcess(),
        new PrintWriter(System.err, true),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Terminal.ofProcess(),
        StopSignal.ofProcess());
  }

  /// Who has one: the root of all commands, where [Io] finds it.
  public interface Host {
    World world();
  }
}
