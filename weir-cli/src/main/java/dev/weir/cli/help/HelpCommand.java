package dev.weir.cli.help;

import dev.weir.cli.compat.Compat;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.World;
import dev.weir.config.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir help`: a text by its name, or the help of a command.
@Command(
    name = "help",
    description = "Explain what many commands have in common; or a command, as --help does.",
    footer = {"", "Example: weir help exit-codes"})
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();

  @Parameters(
      arity = "0..*",
      paramLabel = "TOPIC or COMMAND",
      completionCandidates = HelpTexts.class,
      description = "One of the texts (default: a list of them), or a command.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    var texts = new HelpTexts();
    if (words.isEmpty()) {
      list(texts);
      return ExitCode.OK;
    }
    var name = words.getFirst();
    var text = texts.text(name);
    if (text.isEmpty()) return ofCommand(texts, name);
    text.get().forEach(io.out()::line);
    if (name.equals("compat")) Compat.table().forEach(io.out()::line);
    io.out().flush();
    return ExitCode.OK;
  }

  private void list(HelpTexts texts) {
    io.out().line("weir help TOPIC explains:");
    texts
        .descriptions()
        .forEach((name, about) -> io.out().line("  %-12s %s".formatted(name, about)));
    io.out().line("");
    io.out().line("weir help COMMAND explains a command; weir alone lists them.");
    io.out().flush();
  }

  private int ofCommand(HelpTexts texts, String name) {
    var host = (World.Host) spec.root().userObject();
    var commands = host.commands().subcommands().keySet();
    if (!commands.contains(name)) throw unknown(name, texts, commands);
    var line = new ArrayList<>(words);
    line.add("--help");
    return host.run(io.world(), line.toArray(String[]::new));
  }

  private static Failure unknown(String name, HelpTexts texts, Iterable<String> commands) {
    var known = new ArrayList<String>();
    texts.forEach(known::add);
    commands.forEach(known::add);
    return new Failure(
        ExitCode.NOT_FOUND,
        "There is no help on '%s'".formatted(name),
        "it is neither a topic nor a command",
        Nearest.to(name, known)
            .map("Did you mean '%s'? 'weir help' lists the topics."::formatted)
            .orElse("'weir help' lists the topics, 'weir' the commands."));
  }
}
