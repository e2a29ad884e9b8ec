package dev.weir.cli.completion;

import dev.weir.cli.cluster.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What may stand at a place of a command line.
///
/// Commands need not say it in another way than to people: it is read from the type of an argument
/// and from its label in the help, such as `TOPIC`, `FILE` or `json|yaml`.
///
/// @param words where only these may stand there
record Expected(Kind kind, List<String> words) {
  private static final Expected POINT = of(List.of("start", "end", "-10", "-1h"));

  /// The kinds, as [Scripts] writes them.
  enum Kind {
    /// An option that stands alone.
    NOTHING("-"),
    /// Something that nobody can guess.
    ANYTHING("any"),
    WORDS("="),
    FILE("file"),
    TOPIC("topic"),
    GROUP("group"),
    CONTEXT("context"),
    TOPIC_SETTING("@topic"),
    CLIENT_SETTING("@client");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  static Expected of(Kind kind) {
    return new Expected(kind, List.of());
  }

  static Expected of(List<String> words) {
    return new Expected(Kind.WORDS, words);
  }

  static Expected by(CommandSpec command, ArgSpec argument) {
    if (argument.isOption() && argument.arity().max() == 0) return of(Kind.NOTHING);
    var words = words(argument);
    if (!words.isEmpty()) return of(words);
    var type = argument.auxiliaryTypes()[0];
    if (type == Point.class) return POINT;
    if (type == Path.class || type == java.io.File.class) return of(Kind.FILE);
    var byName = byName(argument);
    return of(byName == Kind.ANYTHING ? byLabel(command, argument) : byName);
  }

  private static Kind byName(ArgSpec argument) {
    return switch (argument instanceof OptionSpec option ? option.longestName() : "") {
      case "--topic" -> Kind.TOPIC;
      case "--group" -> Kind.GROUP;
      case "--context" -> Kind.CONTEXT;
      default -> Kind.ANYTHING;
    };
  }

  private static List<String> words(ArgSpec argument) {
    var words = new ArrayList<String>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(words::add);
    }
    var label = argument.paramLabel();
    if (words.isEmpty() && label.matches("[a-z0-9-]+(\\|[a-z0-9-]+)+")) {
      words.addAll(List.of(label.split("\\|")));
    }
    return words;
  }

  private static Kind byLabel(CommandSpec command, ArgSpec argument) {
    var label = argument.paramLabel().toUpperCase(Locale.ROOT).replaceFirst("^[^A-Z]+", "");
    if (label.contains(" OR ")) return Kind.ANYTHING; // `help TOPIC or COMMAND` means none of Kafka
    return switch (label.replaceFirst("[^A-Z].*", "")) {
      case "TOPIC" -> Kind.TOPIC;
      case "GROUP" -> Kind.GROUP;
      case "CONTEXT" -> Kind.CONTEXT;
      case "FILE", "DIR", "FOLDER", "DIRECTORY" -> Kind.FILE;
      case "NAME" -> byParent(command);
      case "KEY" -> setting(command, argument);
      default -> Kind.ANYTHING;
    };
  }

  /// `NAME` of `topics describe` is a topic's.
  private static Kind byParent(CommandSpec command) {
    if (argumentOf(command, "topics")) return Kind.TOPIC;
    if (argumentOf(command, "groups")) return Kind.GROUP;
    return argumentOf(command, "context") ? Kind.CONTEXT : Kind.ANYTHING;
  }

  private static Kind setting(CommandSpec command, ArgSpec argument) {
    var option = argument instanceof OptionSpec spec ? spec.shortestName() : "";
    return switch (option) {
      case "-X" -> Kind.CLIENT_SETTING;
      case "-c" -> argumentOf(command, "topics") ? Kind.TOPIC_SETTING : Kind.ANYTHING;
      default -> Kind.ANYTHING;
    };
  }

  private static boolean argumentOf(CommandSpec command, String group) {
    for (var up = command; up != null; up = up.parent() == null ? null : up.parent()) {
      if (up.name().equals(group)) return true;
    }
    return false;
  }

  /// As a script has it: `topic`, or `=json|yaml`.
  String code() {
    return kind.code() + String.join("|", words);
  }
}
