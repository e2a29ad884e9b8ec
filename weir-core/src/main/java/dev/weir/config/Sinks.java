package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `sinks:` — reads all sinks, `kafka` first.
///
/// A sink whose settings cannot be used is not among the sinks, but its name is known: what names
/// it is not wrong as well.
///
/// @param names of all sinks, also of those
record Sinks(List<SinkConfig> sinks, Set<String> names) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final int SINKS_MAX = 256;
  private static final String TYPE = "type";
  private static final String TYPE_VARIABLE = "_TYPE";

  private enum Type {
    KAFKA,
    FILE
  }

  static Sinks read(Section section, KafkaConfig kafka) {
    var names = names(section, kafka);
    if (names.size() > SINKS_MAX) {
      section.refuse("there are more than %d sinks".formatted(SINKS_MAX));
      names.clear();
    }
    var sinks = new ArrayList<SinkConfig>();
    for (var name : names) {
      var sink = section.section(name);
      var kind = name.equals(SinkConfig.KAFKA) ? kafka : kind(sink, name);
      if (kind != null) sinks.add(SinkConfig.read(sink, name, kind, names));
    }
    sinks.forEach(sink -> refuseChain(section.section(sink.name()), sink, sinks));
    return new Sinks(List.copyOf(sinks), names);
  }

  private static Set<String> names(Section section, KafkaConfig kafka) {
    var names = new LinkedHashSet<String>();
    if (!kafka.off()) names.add(SinkConfig.KAFKA);
    names.addAll(section.names());
    var ofVariables = namesOfVariables(section);
    var all = Stream.concat(names.stream(), ofVariables.stream()).toList();
    ofVariables.stream().filter(name -> !isPropertyOf(all, name)).forEach(names::add);
    return names;
  }

  /// Every sink but `kafka` has a type, and where that stands in a variable, the name ends there.
  private static List<String> namesOfVariables(Section section) {
    return section.variables().stream()
        .filter(end -> end.endsWith(TYPE_VARIABLE))
        .map(end -> end.substring(0, end.length() - TYPE_VARIABLE.length()))
        .map(end -> end.toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  /// Whether `WEIR_SINKS_COPY_COMPRESSION_TYPE` is the compression of `copy` and no sink of its
  /// own.
  private static boolean isPropertyOf(List<String> sinks, String name) {
    return sinks.stream()
        .filter(sink -> name.startsWith(sink + "-"))
        .map(sink -> name.substring(sink.length() + 1).replace('-', '.') + "." + TYPE)
        .anyMatch(ProducerProperties.names()::contains);
  }

  private static SinkConfig.@Nullable Kind kind(Section sink, String name) {
    if (!NAME.matcher(name).matches() || name.equals(OFF)) {
      sink.refuse(
          "a sink's name has 1 to 31 of a-z, 0-9 and '-', begins with a letter, and is not 'off'");
      return null;
    }
    sink.as(TYPE, Values.choices(Type.class, "|"));
    var type = sink.required(TYPE, "kafka or file", text -> Values.choice(text, Type.class));
    return switch (type) {
      case KAFKA -> KafkaConfig.readFurther(sink);
      case FILE -> FileConfig.read(sink);
      case null -> {
        sink.overlook();
        yield null;
      }
    };
  }

  private static void refuseChain(Section section, SinkConfig sink, List<SinkConfig> sinks) {
    sinks.stream()
        .filter(other -> other.name().equals(sink.backup()) && other.backup() != null)
        .forEach(_ ->
            section.refuse("backup", "has a backup itself; a sink that is one must have none"));
  }

  /// For a sink that nobody has set up; reads on after what was written.
  static String noSink(String name, Set<String> names) {
    return Nearest.to(name, names)
        .map("is no sink; did you mean '%s'?"::formatted)
        .orElseGet(() -> "is no sink; there is " + String.join(", ", names));
  }
}
