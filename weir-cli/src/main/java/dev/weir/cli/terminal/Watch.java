package dev.weir.cli.terminal;

import dev.weir.cli.units.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// `--watch`: the same again and again, until Ctrl-C. On a terminal it takes the place of the last
/// one; elsewhere it follows it, under the time.
@Command
public final class Watch {
  private static final String TOP_LEFT_AND_CLEAR = "\u001b[H\u001b[J";

  @Option(
      names = "--watch",
      paramLabel = "[DURATION]",
      preprocessor = OrTwoSeconds.class,
      description = "Show it again each time so long has passed, 2s if not said; Ctrl-C ends.")
  private @Nullable Duration every;

  /// What is shown.
  public interface Look {
    /// Shows it once.
    ///
    /// @return an exit code; any but 0 ends it
    int show() throws Exception;
  }

  public boolean on() {
    return every != null;
  }

  /// Shows it once, or until the end.
  public int run(Io io, Output output, Look look) throws Exception {
    if (every == null) return look.show();
    try (var pause = new Pause(io)) {
      int exitCode;
      do {
        begin(io, output);
        exitCode = look.show();
        io.out().flush();
      } while (exitCode == ExitCode.OK && pause.passes(every));
      return io.stop().asked() ? ExitCode.SIGNALLED : exitCode;
    }
  }

  private static void begin(Io io, Output output) {
    if (output.kind() != Output.Kind.TABLE) return;
    var dumb = io.world().env().getOrDefault("TERM", "").equals("dumb");
    if (io.world().terminal().out() && !dumb) {
      io.out().write(TOP_LEFT_AND_CLEAR.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } else {
      io.out().line(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }
  }

  /// Takes the next word only if it is a duration: it may as well be an argument of the command.
  static final class OrTwoSeconds implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's words are in a Stack
    public boolean preprocess(
        Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (words.isEmpty() || !isDuration(words.peek())) words.push("2s");
      return false;
    }

    private static boolean isDuration(String word) {
      try {
        var unquoted = word.startsWith("=") ? word.substring(1) : word;
        return !Amounts.duration(unquoted).isZero();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
