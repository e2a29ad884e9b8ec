package dev.weir.cli;

import dev.weir.cli.bench.BenchCommand;
import dev.weir.cli.compat.ConsumerScriptCommand;
import dev.weir.cli.compat.GroupsScriptCommand;
import dev.weir.cli.compat.ProducerScriptCommand;
import dev.weir.cli.compat.TopicsScriptCommand;
import dev.weir.cli.completion.CompletionCommand;
import dev.weir.cli.completion.NamesCommand;
import dev.weir.cli.consume.ConsumeCommand;
import dev.weir.cli.consume.TailCommand;
import dev.weir.cli.context.ContextCommand;
import dev.weir.cli.copy.CopyCommand;
import dev.weir.cli.dlt.DltCommand;
import dev.weir.cli.doctor.DoctorCommand;
import dev.weir.cli.gateway.BrokerCommand;
import dev.weir.cli.gateway.GatewayCommand;
import dev.weir.cli.gateway.ServeCommand;
import dev.weir.cli.gateway.UpCommand;
import dev.weir.cli.groups.GroupsCommand;
import dev.weir.cli.groups.LagCommand;
import dev.weir.cli.help.HelpCommand;
import dev.weir.cli.produce.ProduceCommand;
import dev.weir.cli.replay.ReplayCommand;
import dev.weir.cli.settings.ConfigCommand;
import dev.weir.cli.shell.ShellCommand;
import dev.weir.cli.size.SizeCommand;
import dev.weir.cli.terminal.Subcommands;
import dev.weir.cli.topics.TopicsCommand;
import dev.weir.cli.wal.WalCommand;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
          ProduceCommand.class,
          CopyCommand.class,
          TailCommand.class,
          TopicsCommand.class,
          GroupsCommand.class,
          LagCommand.class,
          DltCommand.class,
          ReplayCommand.class,
          SizeCommand.class,
          BenchCommand.class,
          WalCommand.class,
          GatewayCommand.class,
          ConfigCommand.class,
          DoctorCommand.class,
          ShellCommand.class,
          HelpCommand.class,
          CompletionCommand.class,
          NamesCommand.class,
          VersionCommand.class,
          TopicsScriptCommand.class,
          ProducerScriptCommand.class,
          ConsumerScriptCommand.class,
          GroupsScriptCommand.class,
          WarmUpCommand.class,
          WarmUpShortCommand.class);

  /// Those whose log people read.
  private static final Set<String> SERVICES = Set.of("up", "serve", "broker", "warm-up");

  private Commands() {}

  /// Adds the command that the line names, or all where it names none of them.
  static void add(CommandLine line, String... args) {
    var words = List.of(args);
    var first = words.isEmpty() ? "" : words.getFirst();
    var named = ALL.stream().filter(command -> isNamed(command, first)).toList();
    if (named.isEmpty()) {
      ALL.forEach(command -> add(line, command, _ -> true));
    } else {
      var helps = words.contains("--help") || words.contains("-h");
      Predicate<Class<?>> below =
          command -> helps || words.stream().anyMatch(word -> isNamed(command, word));
      add(line, named.getFirst(), below);
    }
  }

  private static void add(CommandLine line, Class<?> command, Predicate<Class<?>> wanted) {
    line.addSubcommand(command);
    var below = command.getAnnotation(Subcommands.class);
    if (below == null) return;
    var added = line.getSubcommands().get(command.getAnnotation(Command.class).name());
    if (added == null) return;
    List.of(below.value()).stream().filter(wanted).forEach(added::addSubcommand);
  }

  /// Whether the line is of a command that is soon over, and tells its errors by itself.
  static boolean areSilent(String... args) {
    var all = List.of(args);
    var service = all.stream().limit(1).anyMatch(SERVICES::contains);
    return !service && !all.contains("-v") && !all.contains("--verbose");
  }

  private static boolean isNamed(Class<?> type, String name) {
    var command = type.getAnnotation(Command.class);
    return command.name().equals(name) || List.of(command.aliases()).contains(name);
  }
}
