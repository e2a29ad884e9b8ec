package dev.weir.cli.completion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// Says what may come next, in this process. It leaves out nothing that fits the place; which of it
/// fits the letters typed so far is for the asker to choose.
public final class Completer {
  private final Node root;
  private final Names names;
  private final Path folder;

  /// Reads the commands' model, once.
  ///
  /// @param folder where relative names of files begin
  public Completer(CommandSpec commands, Names names, Path folder) {
    this.root = Node.of(commands);
    this.names = names;
    this.folder = folder;
  }

  /// All that may stand where the cursor is.
  ///
  /// @param before the words before the cursor's
  /// @param current the letters before the cursor
  public List<Candidate> after(List<String> before, String current) {
    var place = Place.after(root, before);
    if (place.pending() != null) return values(place.pending(), current, "");
    var equals = current.indexOf('=');
    if (current.startsWith("--") && equals > 0) return ofOption(place.command(), current, equals);
    if (current.startsWith("-")) return choices(place.command().options(), "option");
    var candidates = new ArrayList<Candidate>();
    if (place.arguments() == 0) candidates.addAll(choices(place.command().commands(), "command"));
    candidates.addAll(values(place.command().argument(place.arguments()), current, ""));
    return candidates;
  }

  /// The command that a line is of, by its own names: `topics create`.
  public List<String> commandOf(List<String> words) {
    var path = Place.after(root, words).command().path();
    return path.isEmpty() ? List.of() : List.of(path.split(" "));
  }

  /// Whether a topic's name could follow, and none is there yet. What destroys must be told which
  /// one: it never lacks any.
  public boolean lacksTopic(List<String> words) {
    var place = Place.after(root, words);
    var command = place.command();
    return place.pending() == null
        && place.arguments() == 0
        && command.argument(0).kind() == Expected.Kind.TOPIC
        && command.option("--yes").isEmpty()
        && !command.path().startsWith("bench ") // it fills what it is given, or makes its own
        && !words.contains("--help")
        && !words.contains("-h");
  }

  private List<Candidate> ofOption(Node command, String current, int equals) {
    return command
        .option(current.substring(0, equals))
        .map(option ->
            values(
                option.expected(), current.substring(equals + 1), current.substring(0, equals + 1)))
        .orElse(List.of());
  }

  /// An alias is understood and not offered: it would stand beside what it means.
  private static List<Candidate> choices(List<Choice> choices, String kind) {
    return choices.stream()
        .filter(choice -> choice.word().equals(choice.means()))
        .map(choice -> new Candidate(choice.word(), choice.description(), kind, true))
        .toList();
  }

  private List<Candidate> values(Expected expected, String current, String prefix) {
    return switch (expected.kind()) {
      case NOTHING, ANYTHING -> List.of();
      case WORDS -> all(expected.words(), prefix, "value");
      case TOPIC, GROUP, CONTEXT -> {
        var kind = expected.kind().code();
        yield all(names.of(kind), prefix, kind);
      }
      case FILE -> files(current, prefix);
      case TOPIC_SETTING -> settings(Settings.ofTopics(), current, prefix);
      case CLIENT_SETTING -> settings(Settings.ofClients(), current, prefix);
    };
  }

  private static List<Candidate> all(List<String> words, String prefix, String kind) {
    return words.stream().map(word -> new Candidate(prefix + word, "", kind, true)).toList();
  }

  private static List<Candidate> settings(List<Choice> settings, String current, String prefix) {
    var equals = current.indexOf('=');
    var key = equals < 0 ? "" : current.substring(0, equals);
    for (var setting : settings) {
      if (setting.word().equals(key)) {
        return all(setting.expected().words(), prefix + key + "=", "value");
      }
    }
    return settings.stream()
        .map(setting ->
            new Candidate(prefix + setting.word() + "=", setting.description(), "setting", false))
        .toList();
  }

  private List<Candidate> files(String current, String prefix) {
    var slash = current.lastIndexOf('/') + 1;
    var written = current.substring(0, slash);
    try (Stream<Path> files = Files.list(folder.resolve(written))) {
      return files.sorted().map(file -> file(file, prefix + written)).toList();
    } catch (IOException e) {
      return List.of(); // nothing to offer
    }
  }

  private static Candidate file(Path file, String prefix) {
    var isFolder = Files.isDirectory(file);
    var name = prefix + file.getFileName() + (isFolder ? "/" : "");
    return new Candidate(name, "", "file", !isFolder);
  }
}
