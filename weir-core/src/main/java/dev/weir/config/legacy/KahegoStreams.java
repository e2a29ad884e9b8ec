package dev.weir.config.legacy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// kahego's `streamsConfigs` as sinks. The first one of type kafka that a bucket names is the sink
/// `kafka`; the others have their ids, as far as these may be names of sinks.
final class KahegoStreams {
  private static final String KAFKA = "kafka";
  private static final String FILE = "file";

  /// Where the settings of the first cluster stand.
  private static final String FIRST = "kafka.";

  private static final int NAME_MAX = 24;

  /// More than Weir takes; so many are its own problem.
  private static final int STREAMS_MAX = 300;

  private static final String BACKUP = "-backup";

  private final Draft draft;
  private final String file;
  private final Map<String, Value.Section> streams = new LinkedHashMap<>();
  private final Map<String, String> sinks = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>(Set.of(KAFKA, "off", "nowhere"));

  private KahegoStreams(Draft draft, String file) {
    this.draft = draft;
    this.file = file;
  }

  static KahegoStreams read(Draft draft, String file, Value.Section root) {
    var streams = new KahegoStreams(draft, file);
    streams.find(root);
    return streams;
  }

  private void find(Value.Section root) {
    if (!(root.last("streamsConfigs") instanceof Value.Section section)
        || section.entries().isEmpty()) {
      draft.problem(new Place(file, root.line()), "streamsConfigs: no streams are defined");
      return;
    }
    for (var entry : section.entries()) {
      if (entry.value() instanceof Value.Section stream) streams.put(entry.key(), stream);
      else draft.problem(place(entry.value()), "'%s' is not an object".formatted(entry.key()));
    }
  }

  boolean has(String id) {
    return streams.containsKey(id);
  }

  /// Makes sinks of those that a bucket names.
  void use(Set<String> ids) {
    var named = streams.keySet().stream().filter(ids::contains).limit(STREAMS_MAX).toList();
    var first =
        named.stream().filter(id -> KAFKA.equals(type(stream(id)))).findFirst().orElse(null);
    if (first == null && !named.isEmpty()) draft.set("kafka.bootstrap.servers", "off");
    for (var id : named) {
      sinks.put(id, id.equals(first) ? KAFKA : name(id));
      sink(id, id.equals(first));
    }
    for (var id : streams.keySet()) {
      if (ids.contains(id)) continue;
      draft.note(place(stream(id)), "no bucket names the stream '%s'".formatted(id));
    }
  }

  /// The sink that a stream became.
  @Nullable String sink(String id) {
    return sinks.get(id);
  }

  /// The share of the messages that a stream gets, as Weir writes it.
  String slice(String id) {
    var slice = stream(id).last("slice");
    if (!(slice instanceof Value.Scalar scalar) || scalar.isNull()) {
      draft.note(
          place(slice == null ? stream(id) : slice),
          "'%s' has no slice and so got nothing from kahego; here it gets all".formatted(id));
      return "1";
    }
    if (scalar.kind() == Value.Kind.NUMBER) return Shares.written(scalar.text());
    draft.problem(place(slice), "slice: a number is wanted");
    return "1";
  }

  private void sink(String id, boolean first) {
    var stream = stream(id);
    var name = sinks.get(id);
    translate("'%s'".formatted(id), stream, first ? FIRST : "sinks.%s.".formatted(name));
    switch (stream.last("backup")) {
      case Value.Section backup -> {
        var backupName = unique(name + BACKUP);
        draft.set("sinks.%s.backup".formatted(name), backupName, place(backup));
        translate("the backup of '%s'".formatted(id), backup, "sinks.%s.".formatted(backupName));
      }
      case Value.Scalar scalar when scalar.isNull() -> {}
      case null -> {}
      case Value other -> draft.problem(place(other), "backup: an object is wanted");
    }
  }

  private void translate(String what, Value.Section stream, String prefix) {
    var settings = settings(stream);
    switch (type(stream)) {
      case KAFKA -> kafka(prefix, settings, stream);
      case FILE -> file(prefix, settings, stream);
      default ->
          draft.problem(place(stream), "%s: its type is neither kafka nor file".formatted(what));
    }
  }

  private void file(String prefix, List<Found> settings, Value.Section stream) {
    draft.set(prefix + "type", FILE, place(stream));
    new KahegoFiles(draft, prefix).translate(settings, place(stream));
  }

  private void kafka(String prefix, List<Found> settings, Value.Section stream) {
    if (!prefix.equals(FIRST)) draft.set(prefix + "type", KAFKA, place(stream));
    var producer = new ProducerOptions(draft, prefix, List.of("frames"));
    for (var setting : settings) producer.option(setting.key(), setting);
    if (draft.value(prefix + Librdkafka.SERVERS) == null) {
      producer.option(Librdkafka.SERVERS, Found.of(Librdkafka.SERVERS, "", place(stream)));
    }
    producer.finish();
  }

  /// All must be texts, as they had to be.
  private List<Found> settings(Value.Section stream) {
    if (!(stream.last("settings") instanceof Value.Section settings)) return List.of();
    for (var entry : settings.entries()) {
      if (entry.value() instanceof Value.Scalar scalar && scalar.kind() == Value.Kind.TEXT)
        continue;
      draft.problem(place(entry.value()), "%s: must be in quotes".formatted(entry.key()));
    }
    return settings.entries().stream()
        .map(entry -> new Found(entry.key(), entry.value(), new Place(file, entry.line())))
        .toList();
  }

  private Value.Section stream(String id) {
    return streams.getOrDefault(id, new Value.Section(List.of(), 0));
  }

  private static String type(Value.Section stream) {
    return stream.last("type") instanceof Value.Scalar scalar ? scalar.text() : "";
  }

  private String name(String id) {
    var letters =
        id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("^[^a-z]+", "");
    var name = letters.substring(0, Math.min(letters.length(), NAME_MAX)).replaceFirst("-$", "");
    return unique(name.isEmpty() ? "stream" : name);
  }

  private String unique(String wanted) {
    var name = wanted.length() > 31 ? wanted.substring(0, 31) : wanted;
    for (var i = 2; !taken.add(name); i++) {
      name = wanted.substring(0, Math.min(wanted.length(), NAME_MAX)) + "-" + i;
    }
    return name;
  }

  private Place place(Value value) {
    return new Place(file, value.line());
  }
}
