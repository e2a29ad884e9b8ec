package dev.weir.config.legacy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Tells by what is in a file whose it is, and has it translated where it is not Weir's own.
public final class OldFile {
  private static final String WEIR = "Weir";
  private static final String KAFKA = "kafka";

  /// The keys that only one program has. All of them have `kafka`, but for kahego.
  private static final Map<String, Set<String>> KEYS = keys();

  private static final Map<String, String> OTHER_FORMATS =
      Map.of(
          ".toml", "TOML",
          ".ini", "INI",
          ".hjson", "Hjson",
          ".hcl", "HCL",
          ".properties", "Java properties");

  private OldFile() {}

  private static Map<String, Set<String>> keys() {
    var keys = new LinkedHashMap<String, Set<String>>();
    keys.put(Kahego.NAME, Set.of("streamsconfigs", "buckets", "defaultbucket"));
    keys.put(Kprf.NAME, Set.of("http", "output_file", "ratelimit"));
    keys.put(Ambassador.NAME, Set.of("server", "global", "producer"));
    keys.put(WEIR, OurKeys.TOP);
    return keys;
  }

  /// Its settings, or null where it is a file of Weir's own, or none that is known.
  ///
  /// @param environment all of the process's variables
  public static @Nullable Translation read(
      Path path, String text, Map<String, String> environment) {
    var name = String.valueOf(path.getFileName());
    var format = format(name);
    if (format != null)
      return refused(name, 0, "is %s; Weir reads YAML and JSON: convert it".formatted(format));
    if (Dotenv.isKahegos(text)) return Kahego.ofVariables(path, name, text, environment);
    return read(new Source(path, name, environment), text);
  }

  private record Source(Path path, String name, Map<String, String> environment) {}

  private static @Nullable String format(String name) {
    var dot = name.lastIndexOf('.');
    return dot < 0 ? null : OTHER_FORMATS.get(name.substring(dot).toLowerCase(Locale.ROOT));
  }

  private static @Nullable Translation read(Source source, String text) {
    if (!text.stripLeading().startsWith("{")) return read(source, YamlText.read(text));
    try {
      return read(source, JsonText.read(text));
    } catch (Unreadable e) {
      var lenient = YamlText.read(text);
      var kahegos =
          lenient instanceof Value.Section section
              ? owners(section).contains(Kahego.NAME)
              : text.toLowerCase(Locale.ROOT).contains("\"streamsconfigs\"");
      return kahegos ? Kahego.unreadable(source.name(), e) : read(source, lenient);
    }
  }

  private static @Nullable Translation read(Source source, @Nullable Value root) {
    if (!(root instanceof Value.Section section)) return null;
    if (section.entries().isEmpty()) return empty(source, section);
    var owners = owners(section);
    if (owners.size() > 1) {
      return refused(
          source.name(),
          section.line(),
          "could be of "
              + String.join(" or of ", owners)
              + " by its keys; keep one program's settings in it");
    }
    return switch (owners.isEmpty() ? WEIR : owners.getFirst()) {
      case Kahego.NAME ->
          Kahego.ofBuckets(source.path(), source.name(), section, source.environment());
      case Kprf.NAME -> Kprf.read(source.name(), section);
      case Ambassador.NAME -> Ambassador.read(source.name(), section, source.environment());
      default -> null;
    };
  }

  /// Weir runs without settings, but nobody writes that into a file of JSON.
  private static @Nullable Translation empty(Source source, Value.Section section) {
    if (!source.name().toLowerCase(Locale.ROOT).endsWith(".json")) return null;
    return refused(
        source.name(), section.line(), "holds no settings of any program that Weir knows");
  }

  private static List<String> owners(Value.Section root) {
    var top = new TreeSet<String>();
    for (var entry : root.entries()) {
      top.add(entry.key().toLowerCase(Locale.ROOT).replaceFirst("\\..*", ""));
    }
    var owners = new ArrayList<String>();
    KEYS.forEach((program, keys) -> {
      if (top.stream().anyMatch(keys::contains)) owners.add(program);
    });
    return owners.isEmpty() && top.contains(KAFKA) ? byKafka(root) : owners;
  }

  /// Of a file with `kafka` alone: Weir's has no `brokers`, and only kprf's has words joined by
  /// `_`.
  private static List<String> byKafka(Value.Section root) {
    var keys = Keys.of("", root);
    var brokers = keys.take("kafka.brokers") != null;
    var own = Kprf.OPTIONS.keySet().stream().filter(key -> key.contains("_"));
    var kprfs = own.anyMatch(key -> keys.take("kafka." + key) != null);
    kprfs |= keys.take("kafka.user") != null;
    if (kprfs) return List.of(Kprf.NAME);
    if (!brokers) return List.of();
    var options = keys.rest().stream().anyMatch(one -> one.key().indexOf('.', 6) > 0);
    return options ? List.of(Ambassador.NAME) : List.of(Kprf.NAME, Ambassador.NAME);
  }

  private static Translation refused(String name, int line, String text) {
    return new Translation(
        "", List.of(), List.of(), List.of(new Translation.Problem(name, line, text)));
  }
}
