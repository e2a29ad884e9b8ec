package dev.weir.cli.dlt;

import dev.weir.cli.cluster.Point;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.units.Glob;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which dead letters are meant.
@Command
final class LetterFilter implements Predicate<Letter> {
  @Option(
      names = "--reason",
      paramLabel = "CLASS",
      description = "Only those of this exception, with or without its package; * for any text.")
  private @Nullable String reason;

  @Option(names = "--group", paramLabel = "GROUP", description = "Only those of this worker.")
  private @Nullable String group;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those given up then or later: -1h, 2026-11-21T10:00.")
  private @Nullable Point since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only those given up before.")
  private @Nullable Point until;

  @Override
  public boolean test(Letter letter) {
    return (reason == null || fits(reason, letter))
        && (group == null || group.equals(letter.group()))
        && (since == null || !letter.time().isBefore(time("--since", since)))
        && (until == null || letter.time().isBefore(time("--until", until)));
  }

  private static boolean fits(String reason, Letter letter) {
    var glob = Glob.of(reason);
    var error = letter.error();
    return glob.test(letter.reason()) || (error != null && glob.test(error));
  }

  private static Instant time(String option, Point point) {
    if (point instanceof Point.At(var time)) return time;
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was done",
        "%s is no time".formatted(option),
        "Write it as -1h or 2026-11-21T10:00.");
  }
}
