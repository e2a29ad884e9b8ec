package dev.weir.cli.terminal;

import dev.weir.cli.log.LogFormat;
import dev.weir.cli.log.Logging;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// What every command has: its world, its way to talk, and the options for both. Data goes to
/// [#out], talk to stderr.
@Command
public final class Io {
  private static final String VERBOSE = "--verbose";
  private static final String LOG_FORMAT = "--log-format";

  /// When a stream has colours.
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-v", VERBOSE},
      description = "More in the log, and the stack of an error.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "No talk: neither summary nor progress. Errors are told.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colours (default: auto, on a terminal; NO_COLOR turns them off).")
  private When color = When.AUTO;

  @Option(
      names = LOG_FORMAT,
      paramLabel = "human|json",
      description = "The log's lines on stderr (default: human on a terminal, else json).")
  private @Nullable LogFormat format;

  private volatile @Nullable Progress progress;

  public World world() {
    return ((World.Host) command.root().userObject()).world();
  }

  /// For data.
  public Stdout out() {
    return world().out();
  }

  /// For talk that a quiet command does without.
  public void say(String text) {
    if (!quiet) tell(text);
  }

  /// For what must be known: a question, a loss, a danger.
  public void tell(String text) {
    var line = progress;
    if (line == null) print(text);
    else line.above(() -> print(text));
  }

  private void print(String text) {
    command.commandLine().getErr().println(text);
    command.commandLine().getErr().flush();
  }

  void shows(Progress line) {
    progress = line;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean verbose() {
    return verbose;
  }

  /// Colours for stdout.
  public Style style() {
    return new Style(coloured(world().terminal().out()));
  }

  /// Colours for stderr.
  public Style styleOfTalk() {
    return new Style(coloured(world().terminal().err()));
  }

  private boolean coloured(boolean terminal) {
    var env = world().env();
    return switch (color) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!env.getOrDefault("NO_COLOR", "").isEmpty()) yield false;
        if (!env.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) yield true;
        yield terminal && !env.getOrDefault("TERM", "").equals("dumb");
      }
    };
  }

  /// Rows of which the first is the heading.
  public void table(List<List<String>> rows) {
    Table.of(rows).print(out(), world().terminal(), style());
  }

  public StopSignal stop() {
    return world().stop();
  }

  /// The log of a process that runs until it is stopped.
  public void logAsService() {
    Logging.service(format == null ? preferred(world().terminal()) : format, verbose);
  }

  /// The log of a command that is soon over: its errors are told by exit code and text.
  public static void logAsCommand(ParseResult parsed, Terminal terminal) {
    var leaf = leaf(parsed);
    LogFormat format = leaf.matchedOptionValue(LOG_FORMAT, preferred(terminal));
    Logging.command(format, leaf.hasMatchedOption(VERBOSE));
  }

  /// Whether `-v` was among the arguments.
  public static boolean verbose(ParseResult parsed) {
    return leaf(parsed).hasMatchedOption(VERBOSE);
  }

  private static ParseResult leaf(ParseResult parsed) {
    var last = parsed;
    while (last.hasSubcommand()) last = last.subcommand();
    return last;
  }

  private static LogFormat preferred(Terminal terminal) {
    return terminal.err() ? LogFormat.HUMAN : LogFormat.JSON;
  }
}
