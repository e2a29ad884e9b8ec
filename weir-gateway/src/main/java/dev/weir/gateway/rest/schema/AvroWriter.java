package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// Writes JSON as Avro's bytes. Used once, by one thread.
///
/// The JSON is that of Avro's JSON encoding, so a field that is missing is wrong even if it has a
/// default. In one thing more is taken: where a union has one branch beside null, its value need
/// not be wrapped in `{"branch": value}`.
final class AvroWriter {
  private final AvroOutput out;

  AvroWriter(AvroOutput out) {
    this.out = out;
  }

  /// @param json not deeper than [Trees#DEPTH_MAX], as this is how deep it recurses
  void write(Schema schema, JsonNode json) {
    switch (schema.getType()) {
      case NULL -> check(json.isNull(), json, "null");
      case BOOLEAN -> out.bool(check(json.isBoolean(), json, "a boolean").booleanValue());
      case INT -> out.number(AvroNumbers.integer(json));
      case LONG -> out.number(AvroNumbers.whole(json));
      case FLOAT -> out.single(AvroNumbers.single(json));
      case DOUBLE -> out.precise(AvroNumbers.precise(json));
      case STRING -> out.counted(text(json).getBytes(StandardCharsets.UTF_8));
      case BYTES -> out.counted(bytes(json));
      case FIXED -> out.fixed(sized(bytes(json), schema));
      case ENUM -> out.number(ordinal(schema, text(json)));
      case ARRAY -> array(schema.getElementType(), check(json.isArray(), json, "an array"));
      case MAP -> map(schema.getValueType(), check(json.isObject(), json, "an object"));
      case UNION -> union(schema, json);
      case RECORD -> fields(schema, check(json.isObject(), json, "an object"));
    }
  }

  private static JsonNode check(boolean holds, JsonNode json, String what) {
    if (holds) return json;
    throw new Misfit("%s is not %s".formatted(Misfit.shown(json.toString()), what));
  }

  private static String text(JsonNode json) {
    return check(json.isTextual(), json, "a string").textValue();
  }

  private static byte[] bytes(JsonNode json) {
    var text = text(json);
    if (text.chars().anyMatch(c -> c > 0xFF)) {
      throw new Misfit("bytes are written as text whose characters are \\u0000 to \\u00ff");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] sized(byte[] bytes, Schema schema) {
    if (bytes.length == schema.getFixedSize()) return bytes;
    throw new Misfit(
        "it has %,d bytes and %s has %,d"
            .formatted(bytes.length, schema.getFullName(), schema.getFixedSize()));
  }

  private static int ordinal(Schema schema, String symbol) {
    if (schema.hasEnumSymbol(symbol)) return schema.getEnumOrdinal(symbol);
    throw new Misfit(
        "'%s' is not a symbol of %s".formatted(Misfit.shown(symbol), schema.getFullName()));
  }

  private void array(Schema element, JsonNode json) {
    if (!json.isEmpty()) out.number(json.size());
    for (int i = 0; i < json.size(); i++) {
      try {
        write(element, json.get(i));
      } catch (Misfit e) {
        throw e.at(i);
      }
    }
    out.number(0);
  }

  private void map(Schema of, JsonNode json) {
    if (!json.isEmpty()) out.number(json.size());
    for (var entry : json.properties()) {
      out.counted(entry.getKey().getBytes(StandardCharsets.UTF_8));
      named(entry.getKey(), of, entry.getValue());
    }
    out.number(0);
  }

  private void fields(Schema schema, JsonNode json) {
    for (var field : schema.getFields()) {
      var value = json.get(field.name());
      if (value == null) throw new Misfit("the field is missing").in(field.name());
      named(field.name(), field.schema(), value);
    }
    if (json.size() > schema.getFields().size()) throw unknown(schema, json);
  }

  private static Misfit unknown(Schema schema, JsonNode json) {
    for (var entry : json.properties()) {
      if (schema.getField(entry.getKey()) == null) {
        return new Misfit("%s has no such field".formatted(schema.getFullName()))
            .in(entry.getKey());
      }
    }
    return new Misfit("it has too many fields");
  }

  private void named(String name, Schema schema, JsonNode json) {
    try {
      write(schema, json);
    } catch (Misfit e) {
      throw e.in(name);
    }
  }

  private void union(Schema schema, JsonNode json) {
    var wrapped = wrapped(schema, json);
    if (wrapped != null) {
      var name = json.fieldNames().next();
      out.number(wrapped);
      named(name, schema.getTypes().get(wrapped), json.get(name));
    } else {
      var branch = bare(schema, json);
      out.number(branch);
      write(schema.getTypes().get(branch), json);
    }
  }

  /// The branch that `{"branch": value}` names.
  private static @Nullable Integer wrapped(Schema schema, JsonNode json) {
    if (!json.isObject() || json.size() != 1) return null;
    var index = schema.getIndexNamed(json.fieldNames().next());
    return index == null || schema.getTypes().get(index).getType() == Schema.Type.NULL
        ? null
        : index;
  }

  /// That of null, or the only one beside it.
  private static int bare(Schema schema, JsonNode json) {
    var none = schema.getIndexNamed("null");
    if (json.isNull()) {
      if (none != null) return none;
      throw new Misfit("null is not a branch of the union");
    }
    var others = schema.getTypes().size() - (none == null ? 0 : 1);
    if (others == 1) return none != null && none == 0 ? 1 : 0;
    throw new Misfit(
        "a value of this union is written {\"branch\": value}, the branch being one of %s"
            .formatted(schema.getTypes().stream().map(Schema::getFullName).toList()));
  }
}
