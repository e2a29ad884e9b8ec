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
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands by their names, in the order of the help.
///
/// Names stand here as well as in the commands, since reading a command's annotation reads all the
/// classes beneath it: each short command would read all others.
final class Commands {
  record Entry(Class<?> command, List<String> names) {
    static Entry of(Class<?> command, String... names) {
      return new Entry(command, List.of(names));
    }
  }

  static final List<Entry> ALL =
      List.of(
          Entry.of(UpCommand.class, "up"),
          Entry.of(ProduceCommand.class, "produce", "p"),
          Entry.of(ConsumeCommand.class, "consume", "c"),
          Entry.of(TailCommand.class, "tail"),
          Entry.of(TopicsCommand.class, "topics", "t"),
          Entry.of(GroupsCommand.class, "groups", "g"),
          Entry.of(LagCommand.class, "lag"),
          Entry.of(CopyCommand.class, "copy"),
          Entry.of(SizeCommand.class, "size"),
          Entry.of(BenchCommand.class, "bench"),
          Entry.of(DoctorCommand.class, "doctor"),
          Entry.of(ContextCommand.class, "context"),
          Entry.of(ServeCommand.class, "serve"),
          Entry.of(BrokerCommand.class, "broker"),
          Entry.of(GatewayCommand.class, "gateway"),
          Entry.of(ConfigCommand.class, "config"),
          Entry.of(WalCommand.class, "wal"),
          Entry.of(DltCommand.class, "dlt"),
          Entry.of(ReplayCommand.class, "replay"),
          Entry.of(ShellCommand.class, "shell"),
          Entry.of(CompletionCommand.class, "completion"),
          Entry.of(HelpCommand.class, "help"),
          Entry.of(VersionCommand.class, "version"),
          Entry.of(NamesCommand.class, "__complete"),
          Entry.of(TopicsScriptCommand.class, "kafka-topics", "kafka-topics.sh"),
          Entry.of(
              ProducerScriptCommand.class, "kafka-console-producer", "kafka-console-producer.sh"),
          Entry.of(
              ConsumerScriptCommand.class, "kafka-console-consumer", "kafka-console-consumer.sh"),
          Entry.of(GroupsScriptCommand.class, "kafka-consumer-groups", "kafka-consumer-groups.sh"),
          Entry.of(WarmUpCommand.class, "warm-up"),
          Entry.of(WarmUpShortCommand.class, "warm-up-short"));

  /// Those whose log people read.
  private static final Set<String> SERVICES = Set.of("up", "serve", "broker", "warm-up");

  private Commands() {}

  /// Adds the command that the line names with what it names below it; where it names none of them,
  /// all that the help lists.
  static void add(CommandLine line, String... args) {
    var words = List.of(args);
    var first = words.isEmpty() ? "" : words.getFirst();
    var named = ALL.stream().filter(entry -> entry.names.contains(first)).findFirst();
    if (named.isEmpty()) {
      ALL.forEach(entry -> add(line, entry, _ -> false));
    } else {
      add(line, named.get(), wanted(named.get().command, words));
    }
  }

  /// All there are, with all below them.
  static void addAll(CommandLine line) {
    ALL.forEach(entry -> add(line, entry, _ -> true));
  }

  private static Predicate<Class<?>> wanted(Class<?> command, List<String> words) {
    Predicate<Class<?>> named = below -> words.stream().anyMatch(isNameOf(below));
    var helps = words.contains("--help") || words.contains("-h");
    var alone = below(command).noneMatch(named);
    // One that does nothing alone shows what there is below it.
    var idle = alone && !Callable.class.isAssignableFrom(command);
    return helps || idle ? _ -> true : named;
  }

  private static void add(CommandLine line, Entry entry, Predicate<Class<?>> wanted) {
    line.addSubcommand(entry.command);
    var added = line.getSubcommands().get(entry.names.getFirst());
    if (added != null) below(entry.command).filter(wanted).forEach(added::addSubcommand);
  }

  private static Stream<Class<?>> below(Class<?> command) {
    var below = command.getAnnotation(Subcommands.class);
    return below == null ? Stream.of() : Stream.of(below.value());
  }

  private static Predicate<String> isNameOf(Class<?> type) {
    var command = type.getAnnotation(Command.class);
    return word -> command.name().equals(word) || List.of(command.aliases()).contains(word);
  }

  /// Whether the line is of a command that is soon over, and tells its errors by itself.
  static boolean areSilent(String... args) {
    var all = List.of(args);
    var service = all.stream().limit(1).anyMatch(SERVICES::contains);
    return !service && !all.contains("-v") && !all.contains("--verbose");
  }
}
