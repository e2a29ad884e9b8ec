package dev.weir.cli;

import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.Terminal;
import dev.weir.cli.terminal.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// A command that was run to its end in this JVM: what it said, and how it ended.
public record Ran(int exitCode, String out, String err) {
  /// Without input, environment or terminal.
  public static Ran weir(String... command) {
    return new Around(InputStream.nullInputStream(), Map.of(), Path.of(""), Terminal.none())
        .weir(command);
  }

  /// What is around the command.
  public record Around(InputStream in, Map<String, String> env, Path folder, Terminal terminal) {
    public static Around in(Path folder) {
      return new Around(InputStream.nullInputStream(), Map.of(), folder, Terminal.none());
    }

    public Around given(String input) {
      return given(input.getBytes(StandardCharsets.UTF_8));
    }

    public Around given(byte[] input) {
      return new Around(new ByteArrayInputStream(input), env, folder, terminal);
    }

    public Around with(Map<String, String> variables) {
      return new Around(in, variables, folder, terminal);
    }

    public Around at(Terminal other) {
      return new Around(in, env, folder, other);
    }

    public Ran weir(String... command) {
      var out = new ByteArrayOutputStream();
      var err = new StringWriter();
      var exitCode = new Main(world(out, new PrintWriter(err, true))).execute(command);
      return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    /// What a person sees who typed it: both streams, in their order.
    public String typed(String... command) {
      var both = new ByteArrayOutputStream();
      var _ =
          new Main(world(both, new PrintWriter(both, true, StandardCharsets.UTF_8)))
              .execute(command);
      return both.toString(StandardCharsets.UTF_8);
    }

    private World world(OutputStream out, PrintWriter err) {
      var stop = StopSignal.inside();
      return new World(in, new Stdout(out), err, env, folder, terminal, stop);
    }
  }
}
