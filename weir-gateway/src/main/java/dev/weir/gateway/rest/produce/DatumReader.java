package dev.weir.gateway.rest.produce;

import dev.weir.gateway.rest.produce.Draft.Datum;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a key or a value of v3. Used once, by one thread.
///
/// ```
/// {"type":"JSON","data":…}
/// {"type":"AVRO","schema":"…","data":…}
/// {"schema_id":1 | "schema_version":2,"subject":"…" | "subject_name_strategy":"RECORD_NAME","data":…}
/// ```
final class DatumReader {
  private static final Fields FIELDS =
      Fields.of(
          "A key or a value",
          400,
          "type",
          "data",
          "subject",
          "subject_name_strategy",
          "schema_id",
          "schema_version",
          "schema");

  private static final int ABSENT = -1;

  private final JsonBytes json;
  private @Nullable String type;
  private @Nullable String subject;
  private SchemaChoice.@Nullable Strategy strategy;
  private @Nullable Integer schemaId;
  private @Nullable Integer version;
  private @Nullable String schema;
  private int data = ABSENT;

  private DatumReader(JsonBytes json) {
    this.json = json;
  }

  /// Null where there is nothing in it.
  static @Nullable Datum read(JsonBytes json, String what) {
    if (json.takesNull()) return null;
    return new DatumReader(json).datum(what);
  }

  private @Nullable Datum datum(String what) {
    var seen = 0;
    json.object(what);
    for (var first = true; json.more(first, '}'); first = false) {
      var field = json.field(FIELDS, seen);
      seen |= 1 << field;
      if (field == 1) {
        data();
      } else if (!json.takesNull()) {
        other(field);
      }
    }
    if (type != null) return typed(type, what);
    if (schema != null) throw refused("a schema needs a type");
    return withSchema(null, null);
  }

  /// Where it is, for what it is to be may come behind it.
  private void data() {
    if (json.takesNull()) return;
    data = json.place();
    json.skip();
  }

  private void other(int field) {
    switch (field) {
      case 0 -> type = json.string("type");
      case 2 -> subject = json.string("subject");
      case 3 -> strategy = strategy(json.string("subject_name_strategy"));
      case 4 -> schemaId = (int) json.count("schema_id", Integer.MAX_VALUE);
      case 5 -> version = (int) json.count("schema_version", Integer.MAX_VALUE);
      default -> schema = json.string("schema");
    }
  }

  private static SchemaChoice.Strategy strategy(String name) {
    for (var strategy : SchemaChoice.Strategy.values()) {
      if (strategy.name().equals(name)) return strategy;
    }
    throw refused(
        "subject_name_strategy is none of " + Arrays.toString(SchemaChoice.Strategy.values()));
  }

  private @Nullable Datum typed(String name, String what) {
    return switch (name) {
      case "BINARY", "JSON", "STRING" -> plain(name, what);
      case "AVRO" -> withText(name, Format.AVRO);
      case "JSONSCHEMA" -> withText(name, Format.JSONSCHEMA);
      case "PROTOBUF" -> withText(name, Format.PROTOBUF);
      default ->
          throw refused("'%s' is no type of a key or a value".formatted(JsonBytes.shown(name)));
    };
  }

  private @Nullable Datum plain(String name, String what) {
    if (schema != null || schemaId != null || version != null || subject != null) {
      throw refused("data of the type %s has no schema".formatted(name));
    }
    if (data == ABSENT) return null;
    return new Datum(name, null, again(() -> plainData(name, what)), null);
  }

  private byte[] plainData(String name, String what) {
    var text = "The data of " + what;
    return switch (name) {
      case "BINARY" -> json.base64(text);
      case "JSON" -> json.value();
      default -> json.utf8OfString(text);
    };
  }

  private @Nullable Datum withText(String name, Format format) {
    if (schemaId != null || version != null) {
      throw refused("a schema_id or a schema_version goes without a type");
    }
    if (schema == null) throw refused("the type %s needs a schema".formatted(name));
    return withSchema(name, format);
  }

  private @Nullable Datum withSchema(@Nullable String name, @Nullable Format format) {
    if (schemaId != null && version != null) {
      throw refused("a schema has a schema_id or a schema_version, not both");
    }
    if (subject != null && strategy != null) {
      throw refused("a subject goes without a subject_name_strategy");
    }
    if (data == ABSENT) return null;
    var choice =
        new SchemaChoice(
            schemaId,
            schema,
            version,
            subject,
            strategy == null ? SchemaChoice.Strategy.TOPIC_NAME : strategy);
    return new Datum(name, format, again(json::value), choice);
  }

  /// Reads the data, and goes on where all of it has been read.
  private byte[] again(Supplier<byte[]> reading) {
    var end = json.place();
    json.goTo(data);
    var bytes = reading.get();
    json.goTo(end);
    return bytes;
  }

  private static RestException refused(String why) {
    return RestException.plain(400, "A key or a value is refused: " + why);
  }
}
