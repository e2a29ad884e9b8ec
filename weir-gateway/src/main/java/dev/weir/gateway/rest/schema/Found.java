package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.web.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A schema as the registry tells it.
///
/// @param subject where it was found under one
/// @param version the same
record Found(
    int id,
    Format format,
    String text,
    List<Reference> references,
    @Nullable String subject,
    @Nullable Integer version) {
  /// @param json of the registry's answer
  /// @param known where the answer does not tell the id, as it was the question
  static Found of(JsonNode json, int known) {
    var id = json.path("id").asInt(known);
    var type = json.path("schemaType").asText("AVRO"); // it is left out for the oldest
    var format = format(type);
    if (format == null) throw Failures.unknownType(id, type);
    return new Found(
        id,
        format,
        json.path("schema").asText(),
        references(json.path("references")),
        json.path("subject").textValue(),
        json.path("version").isInt() ? json.path("version").intValue() : null);
  }

  private static @Nullable Format format(String type) {
    return switch (type) {
      case "AVRO" -> Format.AVRO;
      case "JSON" -> Format.JSONSCHEMA;
      case "PROTOBUF" -> Format.PROTOBUF;
      default -> null;
    };
  }

  /// How the registry calls it.
  static String type(Format format) {
    return format == Format.JSONSCHEMA ? "JSON" : format.name();
  }

  private static List<Reference> references(JsonNode json) {
    var all = new ArrayList<Reference>();
    for (var one : json) {
      all.add(
          new Reference(
              one.path("name").asText(),
              one.path("subject").asText(),
              one.path("version").asInt()));
    }
    return all;
  }
}
