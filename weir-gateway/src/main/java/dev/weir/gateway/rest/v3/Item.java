package dev.weir.gateway.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thing of v3 as JSON: what it is, where it is, what is known of it, and what it leads to, in
/// the order in which they were said. One thread's.
///
/// ```json
/// {"kind":"KafkaBroker","metadata":{"self":"http://…/brokers/1","resource_name":"crn:///…"},
///  "broker_id":1,"configs":{"related":"http://…/brokers/1/configs"}}
/// ```
final class Item {
  private record Entry(String name, @Nullable Object value) {}

  private record Relation(String address) {}

  private final String kind;
  private final Place place;
  private final List<Entry> entries = new ArrayList<>();

  /// @param kind such as `KafkaTopic`
  Item(String kind, Place place) {
    this.kind = kind;
    this.place = place;
  }

  Place place() {
    return place;
  }

  /// @param value a text, a whole number, a truth value, null, or lists and maps of them
  Item with(String name, @Nullable Object value) {
    entries.add(new Entry(name, value));
    return this;
  }

  /// Where it leads to; null for nowhere at present.
  Item related(String name, @Nullable String address) {
    return with(name, address == null ? null : new Relation(address));
  }

  /// What is below it.
  Item leads(String name, String... below) {
    return related(name, place.address(below));
  }

  Answer answer(int status) {
    return Json.answer(status, MediaTypes.JSON, this::write);
  }

  /// An answer of many, each of which is written as soon as it is made.
  ///
  /// @param kind of one of them
  /// @param self the address of them all
  static Answer list(String kind, String self, Stream<Item> items) {
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeStringField("kind", kind + "List");
      json.writeObjectFieldStart("metadata");
      json.writeStringField("self", self);
      json.writeNullField("next");
      json.writeEndObject();
      json.writeArrayFieldStart("data");
      for (var item : (Iterable<Item>) items::iterator) item.write(json);
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind);
    json.writeObjectFieldStart("metadata");
    json.writeStringField("self", place.address());
    json.writeStringField("resource_name", place.name());
    json.writeEndObject();
    for (var entry : entries) {
      json.writeFieldName(entry.name());
      write(json, entry.value());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Relation(var address) -> write(json, Map.of("related", address));
      case List<?> list -> {
        json.writeStartArray();
        for (var one : list) write(json, one);
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (var one : map.entrySet()) {
          json.writeFieldName(one.getKey().toString());
          write(json, one.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException(kindless(value));
    }
  }

  private static String kindless(Object value) {
    return "no JSON is known for " + value.getClass();
  }
}
