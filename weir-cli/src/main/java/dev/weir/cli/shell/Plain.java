package dev.weir.cli.shell;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines from a file, or from a terminal without any abilities.
final class Plain {
  private final Session session;
  private final World world;
  private final boolean keepGoing;

  /// For lines from the world's input.
  ///
  /// @param keepGoing whether a line that failed ends nothing
  Plain(Session session, World world, boolean keepGoing) {
    this.session = session;
    this.world = world;
    this.keepGoing = keepGoing;
  }

  /// Runs them to their end.
  ///
  /// @return the exit code of the line that failed, the first of them
  int run() throws IOException {
    var asked = world.terminal().in();
    var failed = ExitCode.OK;
    while (!session.over() && !world.stop().asked()) {
      if (asked) ask();
      var line = next();
      if (line == null) break;
      var exitCode = session.run(line);
      if (asked || exitCode == ExitCode.OK) continue;
      if (failed == ExitCode.OK) failed = exitCode;
      if (!keepGoing) break;
    }
    return world.stop().asked() ? ExitCode.SIGNALLED : failed;
  }

  private void ask() {
    world.err().print(new Prompt(session).plain());
    world.err().flush();
  }

  /// Byte by byte, for what follows may be a command's.
  private @Nullable String next() throws IOException {
    var line = new ByteArrayOutputStream();
    var b = world.in().read();
    if (b < 0) return null;
    for (; b >= 0 && b != '\n'; b = world.in().read()) line.write(b);
    return line.toString(StandardCharsets.UTF_8);
  }
}
