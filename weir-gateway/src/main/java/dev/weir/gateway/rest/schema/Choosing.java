package dev.weir.gateway.rest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.web.Format;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the schema that a request names.
///
/// @param register whether one that is written out may be registered
record Choosing(Subjects subjects, boolean register, Deadline deadline) {
  private static final int SUBJECT_LENGTH_MAX = 1_000;

  Usable schema(@Nullable Format format, Place place, SchemaChoice choice) {
    var id = choice.id();
    if (id != null) return known(id, place, choice);
    var text = choice.text();
    if (text != null) return written(format, place, choice, text);
    var subject = choice.subject() == null ? place.subject(choice.strategy()) : choice.subject();
    var version = choice.version();
    return version == null
        ? subjects.latest(legal(subject), deadline)
        : subjects.version(legal(subject), version, deadline);
  }

  /// It becomes a part of a path, and is kept.
  private static String legal(String subject) {
    var folder = subject.equals(".") || subject.equals("..");
    var fits = !subject.isEmpty() && subject.length() <= SUBJECT_LENGTH_MAX;
    if (folder || !fits || !UTF_8.newEncoder().canEncode(subject)) {
      throw Failures.badSubject(SUBJECT_LENGTH_MAX);
    }
    return subject;
  }

  /// It must be registered for where the values go, or their readers could not tell what comes
  /// next.
  private Usable known(int id, Place place, SchemaChoice choice) {
    var schema = subjects.id(id, deadline);
    var subject = choice.subject();
    if (subject == null) subject = place.subject(choice.strategy(), schema.codec());
    return subjects.under(legal(subject), schema, deadline);
  }

  private Usable written(@Nullable Format format, Place place, SchemaChoice choice, String text) {
    if (format == null) throw Failures.noFormat();
    var subject = choice.subject();
    if (subject == null) {
      subject =
          choice.strategy() == SchemaChoice.Strategy.TOPIC_NAME
              ? place.subject(choice.strategy())
              : place.subject(choice.strategy(), Codecs.of(format, text, Map.of()));
    }
    return subjects.written(legal(subject), format, text, register, deadline);
  }
}
