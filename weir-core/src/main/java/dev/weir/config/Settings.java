package dev.weir.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that was given, and what the sections have asked for so far.
///
/// A key exists because a section reads it; what was given and never read is unknown. One thread
/// uses this, once a start or reload.
final class Settings {
  private static final String ENVIRONMENT_PREFIX = "WEIR_";

  /// Variables that the `weir` script itself reads, and those that say which Kafka its commands
  /// talk to.
  private static final Set<String> NOT_SETTINGS =
      Set.of(
          "WEIR_CONFIG",
          "WEIR_JAVA_CACHE",
          "WEIR_JAVA_HOME",
          "WEIR_JAVA_OPTS",
          "WEIR_BOOTSTRAP",
          "WEIR_CA_FILE",
          "WEIR_CONTEXT",
          "WEIR_GATEWAY",
          "WEIR_KEY_FILE",
          "WEIR_REGISTRY");

  /// What Kubernetes tells each container of the services beside it, and Docker of links: one of
  /// the name `weir` makes `WEIR_SERVICE_HOST`, `WEIR_PORT=tcp://10.0.0.1:8082`,
  /// `WEIR_PORT_8082_TCP_ADDR`.
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          "WEIR_([^=]+_)?(SERVICE_(HOST|PORT(_[^=]+)?)|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)=.*"
              + "|WEIR_([^=]+_)?PORT=(tcp|udp|sctp)://.*");

  private final @Nullable Path path;
  private final Map<String, Given> file;
  private final Map<String, String> environment;
  private final Map<String, Given> assigned = new LinkedHashMap<>();
  private final Problems problems;
  private final Map<String, Setting> read = new LinkedHashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Set<String>> askedByVariable = new HashMap<>();
  private final Set<String> overlooked = new HashSet<>();

  Settings(Sources sources, Problems problems) {
    this.problems = problems;
    this.path = sources.file();
    this.file =
        sources.file() == null
            ? Map.of()
            : ConfigFile.read(sources.file(), sources.environment(), problems);
    this.environment = new TreeMap<>(sources.environment());
    environment.entrySet().removeIf(one -> OF_SERVICES.matcher(one.toString()).matches());
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
    var first = asked.add(key);
    var variable = variable(key);
    askedByVariable.computeIfAbsent(variable, _ -> new TreeSet<>()).add(key);
    var given = assigned.get(key);
    if (given == null) given = ofVariable(key, variable, first);
    if (given == null) given = file.get(key);
    if (given == null || !ValueFile.isNamed(given.text())) return given;
    return inFile(key, given, first);
  }

  private @Nullable Given ofVariable(String key, String variable, boolean first) {
    var text = environment.get(variable);
    if (text != null) return new Given(text, new Origin(variable, 0));
    var elsewhere = variable + ValueFile.ENDING;
    var path = environment.get(elsewhere);
    if (path == null || isKey(elsewhere)) return null;
    askedByVariable.computeIfAbsent(elsewhere, _ -> new TreeSet<>()).add(key);
    return inFile(key, new Given("${file:" + path + "}", new Origin(elsewhere, 0)), first);
  }

  /// Whether a key of its own has this variable.
  private boolean isKey(String variable) {
    return asked.stream().anyMatch(key -> variable(key).equals(variable));
  }

  /// What stands in the file that is named in the place of a value; null where it cannot be read,
  /// which is told once.
  private @Nullable Given inFile(String key, Given named, boolean first) {
    try {
      return new Given(ValueFile.named(named.text()), named.origin());
    } catch (IllegalArgumentException e) {
      if (first) problem(named.origin(), "%s: %s".formatted(key, e.getMessage()));
      return null;
    }
  }

  /// The names right beneath this prefix in the file and in assignments, in their order. The
  /// environment cannot tell: in `WEIR_SINKS_A_B_TYPE` a name may end anywhere.
  Set<String> names(String prefix) {
    return Stream.of(file, assigned)
        .flatMap(given -> given.keySet().stream())
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The variables beneath this prefix, without what the prefix is in them.
  List<String> variables(String prefix) {
    var beneath = variable(prefix);
    return environment.keySet().stream()
        .filter(variable -> variable.startsWith(beneath))
        .map(variable -> variable.substring(beneath.length()))
        .flatMap(end -> Stream.of(end, withoutFile(end)).distinct())
        .toList();
  }

  private static String withoutFile(String end) {
    return end.endsWith(ValueFile.ENDING)
        ? end.substring(0, end.length() - ValueFile.ENDING.length())
        : end;
  }

  /// Where the first key beneath this prefix was given.
  Origin origin(String prefix) {
    return Stream.of(assigned, file)
        .flatMap(given -> given.entrySet().stream())
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().origin())
        .findFirst()
        .orElseGet(() ->
            variables(prefix).isEmpty() ? Origin.DEFAULT : new Origin(variable(prefix) + "*", 0));
  }

  /// Calls nothing beneath this prefix unknown: what it belongs to is a problem already.
  void overlook(String prefix) {
    Stream.of(file, assigned)
        .flatMap(given -> given.keySet().stream())
        .filter(key -> key.startsWith(prefix))
        .forEach(asked::add);
    variables(prefix).forEach(end -> overlooked.add(variable(prefix) + end));
  }

  /// Notes what a section made of a key.
  void use(String key, Given given) {
    read.put(key, Setting.of(key, given.text(), given.origin()));
  }

  /// Notes how the values of a key are written.
  void type(String key, String type) {
    types.put(key, type);
  }

  String type(String key) {
    return types.getOrDefault(key, "text");
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

  /// What they are read from, or null.
  @Nullable Path file() {
    return path;
  }

  /// To be called last: what nobody has asked for by now is unknown.
  void refuseUnknown() {
    file.forEach((key, given) -> refuseUnasked(key, given.origin()));
    assigned.forEach((key, given) -> refuseUnasked(key, given.origin()));
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(ENVIRONMENT_PREFIX))
        .filter(variable -> !NOT_SETTINGS.contains(variable) && !overlooked.contains(variable))
        .forEach(this::refuseUnasked);
  }

  private void refuseUnasked(String variable) {
    var keys = askedByVariable.getOrDefault(variable, Set.of());
    var origin = new Origin(variable, 0);
    if (keys.isEmpty()) {
      var nearest = Nearest.to(variable, askedByVariable.keySet());
      problems.add(origin, "unknown variable" + meant(nearest.orElse(null)));
    } else if (keys.size() > 1) {
      var all = String.join("' and '", keys);
      problems.add(
          origin, "means both '%s'; rename a sink, or set them in the file".formatted(all));
    }
  }

  private void refuseUnasked(String key, Origin origin) {
    if (!problems.full() && !asked.contains(key))
      problems.add(origin, "%s: %s".formatted(key, unknown(key)));
  }

  private String unknown(String key) {
    var inside = asked.stream().filter(name -> name.startsWith(key + ".")).sorted().findFirst();
    if (inside.isPresent()) {
      return "is a section; write its keys beneath it, such as '%s'".formatted(inside.get());
    }
    var outside = asked.stream().filter(name -> key.startsWith(name + ".")).findFirst();
    return outside.isPresent()
        ? "unknown key; '%s' is a value, with nothing beneath it".formatted(outside.get())
        : "unknown key" + meant(Nearest.to(key, asked).orElse(null));
  }

  private static String meant(@Nullable String nearest) {
    return nearest == null
        ? "; 'weir config show' lists the known ones"
        : "; did you mean '%s'?".formatted(nearest);
  }
}
