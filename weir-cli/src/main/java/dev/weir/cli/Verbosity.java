package dev.weir.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options that every command has.
final class Verbosity {
  private static final String VERBOSE = "--verbose";

  /// How lines of the log look.
  enum LogFormat {
    HUMAN,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-v", VERBOSE},
      description = "More in the log, and the stack of an error.")
  private boolean verbose;

  @Option(
      names = "--log-format",
      paramLabel = "human|json",
      description = "The log's lines on stderr (default: human on a terminal, else json).")
  private @Nullable LogFormat format;

  /// The log of a process that runs until it is stopped.
  void logAsService() {
    Logging.service(format == null ? preferred() : format, verbose);
  }

  /// The log of a command that is soon over: its errors are told by exit code and text.
  void logAsCommand() {
    Logging.command(format == null ? preferred() : format, verbose);
  }

  /// Whether `-v` was among the arguments.
  static boolean wanted(ParseResult parsed) {
    var last = parsed;
    while (last.hasSubcommand()) last = last.subcommand();
    return last.hasMatchedOption(VERBOSE);
  }

  private static LogFormat preferred() {
    return Terminal.stderr() ? LogFormat.HUMAN : LogFormat.JSON;
  }
}
