package dev.weir.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that was given, and what the sections have asked for so far.
///
/// A key exists because a section reads it; what was given and never read is unknown. One thread
/// uses this, once a start or reload.
final class Settings {
  private static final String ENVIRONMENT_PREFIX = "WEIR_";

  /// Variables that the `weir` script itself reads.
  private static final Set<String> NOT_SETTINGS =
      Set.of("WEIR_CONFIG", "WEIR_JAVA_HOME", "WEIR_JAVA_OPTS");

  private final Map<String, Given> file;
  private final Map<String, String> environment;
  private final Map<String, Given> assigned = new LinkedHashMap<>();
  private final Problems problems;
  private final Map<String, Setting> read = new LinkedHashMap<>();
  private final Set<String> variablesRead = new HashSet<>();

  Settings(Sources sources, Problems problems) {
    this.problems = problems;
    this.file = sources.file() == null ? Map.of() : ConfigFile.read(sources.file(), problems);
    this.environment = new TreeMap<>(sources.environment());
    for (var assignment : sources.assignments()) assign(assignment);
  }

  private void assign(String assignment) {
    var equals = assignment.indexOf('=');
    var origin = new Origin("--set", 0);
    if (equals <= 0) {
      var shown = Setting.of(assignment, assignment, origin).value();
      problems.add(origin, "'%s' is not of the form key=value".formatted(shown));
    } else {
      assigned.put(
          assignment.substring(0, equals), new Given(assignment.substring(equals + 1), origin));
    }
  }

  /// The strongest value that was given for this key, or null for none.
  @Nullable Given given(String key) {
    var variable = variable(key);
    variablesRead.add(variable);
    var given = assigned.get(key);
    if (given != null) return given;
    var text = environment.get(variable);
    if (text != null) return new Given(text, new Origin(variable, 0));
    return file.get(key);
  }

  /// Notes what a section made of a key.
  void use(String key, Given given) {
    read.put(key, Setting.of(key, given.text(), given.origin()));
  }

  void problem(Origin origin, String text) {
    problems.add(origin, text);
  }

  /// `limits.message-bytes` is `WEIR_LIMITS_MESSAGE_BYTES`.
  static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// Every key that was read, with the value in force.
  List<Setting> inForce() {
    return new ArrayList<>(read.values());
  }

  void refuseUnknown(Set<String> alsoKnown) {
    var known = new HashSet<>(read.keySet());
    known.addAll(alsoKnown);
    file.forEach((key, given) -> refuseUnless(known, key, given.origin()));
    assigned.forEach((key, given) -> refuseUnless(known, key, given.origin()));
    for (var variable : environment.keySet()) {
      if (!variable.startsWith(ENVIRONMENT_PREFIX) || NOT_SETTINGS.contains(variable)) continue;
      if (variablesRead.contains(variable)) continue;
      var nearest = Nearest.to(variable, known.stream().map(Settings::variable).toList());
      problems.add(new Origin(variable, 0), "unknown variable" + meant(nearest.orElse(null)));
    }
  }

  private void refuseUnless(Set<String> known, String key, Origin origin) {
    if (known.contains(key)) return;
    var inside = known.stream().filter(name -> name.startsWith(key + ".")).sorted().findFirst();
    var text =
        inside.isPresent()
            ? "is a section; write its keys beneath it, such as '%s'".formatted(inside.get())
            : "unknown key" + meant(Nearest.to(key, known).orElse(null));
    problems.add(origin, "%s: %s".formatted(key, text));
  }

  private static String meant(@Nullable String nearest) {
    return nearest == null
        ? "; 'weir config show' lists the known ones"
        : "; did you mean '%s'?".formatted(nearest);
  }
}
