package dev.weir.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// A command as completion sees it, with the commands below it. What is hidden is not there.
///
/// @param path its words without `weir`: `topics create`; empty for the root
/// @param arguments what stands at each place
/// @param repeats whether the last place may come again
record Node(
    String path,
    List<Choice> commands,
    List<Choice> options,
    List<Expected> arguments,
    boolean repeats,
    Map<String, Node> below) {

  static Node of(CommandSpec root) {
    return of("", root);
  }

  private static Node of(String path, CommandSpec command) {
    var commands = new ArrayList<Choice>();
    var below = new LinkedHashMap<String, Node>();
    command
        .subcommands()
        .forEach((word, line) -> {
          var spec = line.getCommandSpec();
          if (spec.usageMessage().hidden()) return;
          var means = spec.name();
          commands.add(
              new Choice(word, means, Expected.of(Expected.Kind.NOTHING), description(spec)));
          below.computeIfAbsent(means, _ -> of((path + " " + means).strip(), spec));
        });
    var places = command.positionalParameters();
    var repeats = !places.isEmpty() && places.getLast().index().max() == Integer.MAX_VALUE;
    var arguments = places.stream().map(place -> Expected.by(command, place)).toList();
    return new Node(path, commands, options(command), arguments, repeats, below);
  }

  private static List<Choice> options(CommandSpec command) {
    var choices = new ArrayList<Choice>();
    for (var option : command.options()) {
      if (option.hidden()) continue;
      var text = Choice.brief(String.join(" ", option.description()));
      for (var name : option.names()) {
        choices.add(new Choice(name, name, Expected.by(command, option), text));
      }
    }
    return choices;
  }

  private static String description(CommandSpec command) {
    var lines = command.usageMessage().description();
    return lines.length == 0 ? "" : Choice.brief(lines[0]);
  }

  Optional<Choice> option(String word) {
    return options.stream().filter(choice -> choice.word().equals(word)).findFirst();
  }

  @Nullable Node below(String word) {
    return commands.stream()
        .filter(choice -> choice.word().equals(word))
        .findFirst()
        .map(choice -> below.get(choice.means()))
        .orElse(null);
  }

  /// What stands at a place, counted from 0.
  Expected argument(int place) {
    if (place < arguments.size()) return arguments.get(place);
    return repeats ? arguments.getLast() : Expected.of(Expected.Kind.NOTHING);
  }
}
