package dev.weir.cli.contexts;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/// Asks for a secret on the terminal, without showing what is typed.
///
/// The terminal is opened by its name, because stdin and stdout may be pipes: `weir consume t | jq`
/// asks as well.
final class Prompt {
  private static final File TERMINAL = new File("/dev/tty");
  private static final long STTY_MAX_SECONDS = 5;

  private Prompt() {}

  static String ask(World world, String what) {
    if (!world.terminal().err()) throw nobody(what, null);
    try {
      var shown = new Thread(Prompt::show, "weir-echo");
      // Also when Ctrl-C ends the question.
      Runtime.getRuntime().addShutdownHook(shown);
      try {
        return read(world, what);
      } finally {
        show();
        Runtime.getRuntime().removeShutdownHook(shown);
        world.err().println();
      }
    } catch (IOException e) {
      throw nobody(what, e);
    }
  }

  private static String read(World world, String what) throws IOException {
    try (var in = new BufferedReader(Files.newBufferedReader(TERMINAL.toPath(), charset()))) {
      if (!echo("-echo")) throw new IOException("stty cannot hide what is typed");
      world.err().print(what + ": ");
      world.err().flush();
      var line = in.readLine();
      if (line == null || line.isEmpty()) throw new IOException("nothing was typed");
      return line;
    }
  }

  private static Charset charset() {
    return Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
  }

  private static void show() {
    var _ = echo("echo");
  }

  private static boolean echo(String how) {
    try {
      var stty =
          new ProcessBuilder("stty", how)
              .redirectInput(TERMINAL)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return stty.waitFor(STTY_MAX_SECONDS, TimeUnit.SECONDS) && stty.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Failure nobody(String what, @org.jspecify.annotations.Nullable Exception cause) {
    return new Failure(
        ExitCode.USAGE,
        "There is no %s".formatted(what),
        cause == null
            ? "nobody is at a terminal to be asked"
            : "it could not be asked for (%s)".formatted(cause.getMessage()),
        "Keep it in a file or a variable: 'weir context edit NAME --set password.file=PATH'.",
        cause);
  }
}
