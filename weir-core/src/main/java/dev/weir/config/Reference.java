package dev.weir.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A key that can be set: what it is by default, how it is written, and what it is for. `<name>`,
/// `<n>` and `<sink>` in a key stand for any.
///
/// Defaults and types come from the sections that read the keys, what they are for from
/// `reference.txt`. Keys of Kafka's producer that Weir leaves as they are have no entry.
///
/// @param byDefault empty where it must be given
/// @param markdown what it is for, with links as from `docs/`
public record Reference(String key, String byDefault, String type, String markdown) {
  /// Well formed, and of no password or key.
  private static final String SAMPLE_HASH = "A".repeat(22) + ":" + "A".repeat(43);

  /// One of each kind, and a machine with memory: where it is small, so are other defaults.
  private static final Sources SAMPLE =
      Sources.of(
          "limits.memory=256MB",
          "sinks.copy.type=file",
          "sinks.copy.path=copy",
          "sinks.far.type=kafka",
          "sinks.far.bootstrap.servers=far:9092",
          "auth.users.anna.password=pbkdf2-sha256:600000:" + SAMPLE_HASH,
          "auth.keys.ci.key=sha256:" + SAMPLE_HASH,
          "auth.certificates.shop.subject=CN=shop");

  /// All of them, in the order in which people look for them.
  public static List<Reference> all() {
    var problems = new Problems();
    var settings = new Settings(SAMPLE, problems);
    var sample = WeirConfig.read(settings).settings();
    problems.throwIfAny();
    var read = new LinkedHashMap<String, Setting>();
    for (var setting : sample) read.putIfAbsent(written(setting.key()), setting);
    var all = new ArrayList<Reference>();
    var meanings = meanings();
    meanings.forEach((key, meaning) -> {
      var setting = read.remove(key);
      if (setting == null) throw new IllegalStateException("Nothing reads '%s'".formatted(key));
      all.add(new Reference(key, byDefault(setting), settings.type(setting.key()), meaning));
    });
    // A further cluster has what the first one has.
    read.keySet().removeIf(key -> meanings.containsKey(key.replace("sinks.<name>.", "kafka.")));
    if (read.isEmpty()) return all;
    throw new IllegalStateException("reference.txt says nothing of " + read.keySet());
  }

  /// What it is for, without marks and links.
  public String meaning() {
    return markdown.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "");
  }

  private static String byDefault(Setting setting) {
    var needed = !setting.origin().equals(Origin.DEFAULT.place());
    return needed && !setting.key().equals("limits.memory") ? "" : setting.value();
  }

  private static String written(String key) {
    return key.replaceFirst("^sinks\\.(copy|far)\\.", "sinks.<name>.")
        .replaceFirst("^auth\\.users\\.anna\\.", "auth.users.<name>.")
        .replaceFirst("^auth\\.keys\\.ci\\.", "auth.keys.<name>.")
        .replaceFirst("^auth\\.certificates\\.shop\\.", "auth.certificates.<name>.")
        .replaceFirst("^routes\\.0\\.", "routes.<n>.")
        .replaceFirst("slice\\.kafka$", "slice.<sink>");
  }

  private static Map<String, String> meanings() {
    try (var file = Reference.class.getResourceAsStream("reference.txt")) {
      if (file == null) throw new IOException("reference.txt is not there");
      var meanings = new LinkedHashMap<String, String>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 2))
          .forEach(line -> meanings.put(line[0], line[1]));
      return meanings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
