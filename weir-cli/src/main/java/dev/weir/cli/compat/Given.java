package dev.weir.cli.compat;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The options and words of a line for one of Kafka's scripts, which allows `--name value` and
/// `--name=value`.
///
/// @param options by their names, with an empty value where they have none
/// @param words what is no option
record Given(String script, Map<String, List<String>> options, List<String> words) {
  /// @throws Failure if an option is unknown, or one that we cannot follow
  static Given read(Script script, List<String> line) {
    var known =
        script.options().stream()
            .collect(Collectors.toMap(ScriptOption::name, Function.identity()));
    var given = new Given(script.name(), new LinkedHashMap<>(), new ArrayList<>());
    for (var i = 0; i < line.size(); i++) {
      var word = line.get(i);
      if (!word.startsWith("-") || word.length() == 1) {
        given.words.add(word);
        continue;
      }
      var equals = word.indexOf('=');
      var name = equals < 0 ? word : word.substring(0, equals);
      var option = known.get(name);
      if (option == null) throw unknown(script, name, known);
      if (option.ours() == null) throw withoutTwin(script, name);
      if (!option.value()) given.add(name, "");
      else if (equals >= 0) given.add(name, word.substring(equals + 1));
      else if (option.unsaid() != null
          && (i + 1 == line.size() || line.get(i + 1).startsWith("--")))
        given.add(name, option.unsaid());
      else if (++i < line.size()) given.add(name, line.get(i));
      else throw wrong(script.name(), "%s needs a value".formatted(name));
    }
    return given;
  }

  private void add(String name, String value) {
    options.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  boolean has(String name) {
    return options.containsKey(name);
  }

  /// The last one, as Kafka's scripts take it; null where the option is not there.
  @Nullable String value(String name) {
    var values = options.get(name);
    return values == null ? null : values.getLast();
  }

  List<String> values(String name) {
    return options.getOrDefault(name, List.of());
  }

  /// The settings of options such as `--property parse.key=true`.
  Map<String, String> settings(String... names) {
    var settings = new LinkedHashMap<String, String>();
    for (var name : names) {
      for (var setting : values(name)) {
        var equals = setting.indexOf('=');
        if (equals < 0) throw wrong(script, "'%s' is not key=value".formatted(setting));
        settings.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return settings;
  }

  /// What an option says, or else the first word, as in `--describe rides`.
  @Nullable String valueOrWord(String name) {
    var value = value(name);
    return value != null || words.isEmpty() ? value : words.getFirst();
  }

  String needed(String name) {
    var value = valueOrWord(name);
    if (value == null) throw wrong(script, name + " is missing");
    return value;
  }

  static Failure wrong(String script, String why) {
    return new Failure(
        ExitCode.USAGE,
        "Nothing was done",
        "%s: %s".formatted(script, why),
        "'weir help compat' tells what is understood.");
  }

  private static Failure unknown(Script script, String name, Map<String, ScriptOption> known) {
    var nearest = Nearest.to(name, known.keySet());
    return wrong(
        script.name(),
        nearest
            .map(near -> "unknown option %s; did you mean %s?".formatted(name, near))
            .orElse("unknown option " + name));
  }

  private static Failure withoutTwin(Script script, String name) {
    return wrong(script.name(), "%s has no like here".formatted(name));
  }
}
