package dev.weir.gateway.api.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/// One thing that was looked at.
///
/// @param what was found
/// @param remedy empty where nothing need be done
record Check(String name, Kind kind, String what, String remedy) {
  static Check fine(String name, String what) {
    return new Check(name, Kind.FINE, what, "");
  }

  static Check stored(String name, String what, String remedy) {
    return new Check(name, Kind.STORED, what, remedy);
  }

  static Check lost(String name, String what, String remedy) {
    return new Check(name, Kind.LOST, what, remedy);
  }

  static void write(JsonGenerator json, long at, List<Check> checks) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at", at);
    json.writeArrayFieldStart("checks");
    for (var check : checks) {
      json.writeStartObject();
      json.writeStringField("name", check.name);
      json.writeStringField("kind", check.kind.label());
      json.writeStringField("what", check.what);
      if (!check.remedy.isEmpty()) json.writeStringField("remedy", check.remedy);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
