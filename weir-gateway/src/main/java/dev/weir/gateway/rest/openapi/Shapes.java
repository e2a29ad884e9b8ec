package dev.weir.gateway.rest.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.web.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The schemas of bodies by name, from `schemas.json`.
///
/// A schema with `x-formats` is of a body that has keys and values, each in the format that its
/// media type says; one with `x-media-type` has a type of its own. One with `x-resource` is of v3:
/// it has what all of those have, and `list` gives it a list of its kind.
///
/// @param schemas as the document has them
/// @param inFormats the names of those with keys and values
record Shapes(ObjectNode schemas, Set<String> inFormats) {
  /// The parts of the console's API, each with schemas of its own.
  private static final List<String> CONSOLE =
      List.of("about", "door", "live", "topics", "messages", "groups", "delivery", "profile");

  private static final String MARK = "x-formats";
  private static final String TYPE = "x-media-type";
  private static final String RESOURCE = "x-resource";
  private static final String JSON_TYPE = "type";
  private static final String PROPERTIES = "properties";

  static Shapes read() {
    var all = read("schemas.json");
    for (var part : CONSOLE) {
      for (var schema : read("api/" + part + ".json").properties()) {
        if (all.putIfAbsent(schema.getKey(), schema.getValue()) != null) {
          throw new IllegalStateException("two schemas are named " + schema.getKey());
        }
      }
    }
    return of(all);
  }

  private static ObjectNode read(String name) {
    try (var file = Shapes.class.getResourceAsStream(name)) {
      if (file == null) throw new IllegalStateException(name + " was not built in");
      return (ObjectNode) new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Shapes of(ObjectNode written) {
    var marked = new HashSet<String>();
    var schemas = written.objectNode();
    for (var entry : written.properties()) {
      var name = entry.getKey();
      var schema = (ObjectNode) entry.getValue();
      if (schema.remove(MARK) != null) marked.add(name);
      var resource = schema.remove(RESOURCE);
      schemas.set(name, resource == null ? schema : resource(name, schema));
      if (resource != null && resource.asText().equals("list")) {
        schemas.set(name + "List", list(name, schemas));
      }
    }
    return new Shapes(schemas, marked);
  }

  private static ObjectNode resource(String kind, ObjectNode schema) {
    var whole = start(kind, "Metadata", schema);
    var properties = (ObjectNode) whole.path(PROPERTIES);
    properties.setAll((ObjectNode) schema.path(PROPERTIES));
    return whole;
  }

  private static ObjectNode list(String kind, ObjectNode nodes) {
    var whole = start(kind + "List", "ListMetadata", nodes);
    ref(
        whole
            .withObjectProperty(PROPERTIES)
            .putObject("data")
            .put(JSON_TYPE, "array")
            .putObject("items"),
        kind);
    return whole;
  }

  private static ObjectNode start(String kind, String metadata, ObjectNode nodes) {
    var whole = nodes.objectNode();
    var properties = whole.put(JSON_TYPE, "object").putObject(PROPERTIES);
    properties.putObject("kind").put(JSON_TYPE, "string").putArray("enum").add(kind);
    ref(properties.putObject("metadata"), metadata);
    return whole;
  }

  private static void ref(ObjectNode node, String schema) {
    node.put("$ref", "#/components/schemas/" + schema);
  }

  /// The `content` of a body: its schema by each type that it may have.
  ObjectNode content(String name, Part part) {
    var content = schemas.objectNode();
    types(name, part).forEach(type -> ref(content.putObject(type).putObject("schema"), name));
    return content;
  }

  private Stream<String> types(String name, Part part) {
    if (inFormats.contains(name)) return Stream.of(Format.values()).map(Format::mediaType);
    var own = schemas.path(name).path(TYPE).asText("");
    return (own.isEmpty() ? List.of(part.mediaType()) : List.of(own)).stream();
  }
}
