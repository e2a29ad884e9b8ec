package dev.weir.gateway.rest.schema;

import org.jspecify.annotations.Nullable;

/// Which schema a request names for its keys or its values. What it leaves open is null; all of it
/// open is the latest of the subject.
///
/// @param text the schema itself, which is then registered
/// @param subject in the place of the one that the strategy gives
public record SchemaChoice(
    @Nullable Integer id,
    @Nullable String text,
    @Nullable Integer version,
    @Nullable String subject,
    Strategy strategy) {
  /// How the subject is named.
  public enum Strategy {
    TOPIC_NAME,
    RECORD_NAME,
    TOPIC_RECORD_NAME
  }

  public static final SchemaChoice LATEST =
      new SchemaChoice(null, null, null, null, Strategy.TOPIC_NAME);

  public static SchemaChoice id(int id) {
    return new SchemaChoice(id, null, null, null, Strategy.TOPIC_NAME);
  }

  public static SchemaChoice text(String text) {
    return new SchemaChoice(null, text, null, null, Strategy.TOPIC_NAME);
  }
}
