package dev.weir.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

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
        new PrintWriter(System.err, true, System.err.charset()),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Terminal.ofProcess(),
        StopSignal.ofProcess());
  }

  /// The same, with another standard output.
  public World out(Stdout other, Terminal seen) {
    return new World(in, other, err, env, folder, seen, stop);
  }

  /// Who has one: the root of all commands, where [Io] finds it.
  public interface Host {
    World world();

    /// Runs another command in this process, in a world that may be another. Its errors are told on
    /// that world's stderr.
    ///
    /// @return its exit code
    int run(World world, String... command);

    /// All commands there are, to be looked at.
    CommandSpec commands();
  }
}
