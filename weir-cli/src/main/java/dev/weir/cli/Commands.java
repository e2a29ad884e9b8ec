package dev.weir.cli;

import dev.weir.cli.consume.ConsumeCommand;
import dev.weir.cli.consume.TailCommand;
import dev.weir.cli.context.ContextCommand;
import dev.weir.cli.gateway.BrokerCommand;
import dev.weir.cli.gateway.ServeCommand;
import dev.weir.cli.gateway.UpCommand;
import dev.weir.cli.replay.ReplayCommand;
import dev.weir.cli.settings.ConfigCommand;
import dev.weir.cli.topics.TopicsCommand;
import dev.weir.cli.wal.WalCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands by their names, in the order of the help.
final class Commands {
  private static final List<Class<?>> ALL =
      List.of(
          UpCommand.class,
          ServeCommand.class,
          BrokerCommand.class,
          ContextCommand.class,
          ConsumeCommand.class,
          TailCommand.class,
          TopicsCommand.class,
          ReplayCommand.class,
          WalCommand.class,
          ConfigCommand.class,
          VersionCommand.class,
          WarmUpCommand.class);

  private Commands() {}

  /// Adds the command that the line names, or all where it names none of them.
  static void add(CommandLine line, String... args) {
    var first = args.length == 0 ? "" : args[0];
    var named = ALL.stream().filter(command -> isNamed(command, first)).toList();
    (named.isEmpty() ? ALL : named).forEach(line::addSubcommand);
  }

  private static boolean isNamed(Class<?> type, String name) {
    var command = type.getAnnotation(Command.class);
    return command.name().equals(name) || List.of(command.aliases()).contains(name);
  }
}
