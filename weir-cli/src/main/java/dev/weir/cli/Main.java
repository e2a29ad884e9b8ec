package dev.weir.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `weir` command, where every process begins.
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    description = "A durable gateway to Kafka for clients that do not speak Kafka.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      ServeCommand.class,
      BrokerCommand.class,
      ConsumeCommand.class,
      ReplayCommand.class,
      TopicsCommand.class,
      WalCommand.class,
      ConfigCommand.class,
      VersionCommand.class,
      WarmUpCommand.class
    },
    footer = {"", "'weir COMMAND --help' tells more. Begin with 'weir up'."})
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Stdout out;
  private final StopSignal stop = new StopSignal();

  Main() {
    this(Stdout.ofProcess());
  }

  Main(Stdout out) {
    this.out = out;
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    var main = new Main();
    var exitCode = main.commandLine().execute(args);
    main.stop.ended(exitCode);
    System.exit(exitCode);
  }

  CommandLine commandLine() {
    var errors = new Errors();
    return new CommandLine(this)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// For data.
  Stdout out() {
    return out;
  }

  StopSignal stop() {
    return stop;
  }

  /// For talk.
  void say(String text) {
    spec.commandLine().getErr().println(text);
  }
}
