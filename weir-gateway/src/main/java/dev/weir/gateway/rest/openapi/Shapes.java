package dev.weir.gateway.rest.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.rest.web.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The schemas of bodies by name, from `schemas.json`.
///
/// A schema with `x-formats` is of a body that has keys and values, each in the format that its
/// media type says; one with `x-media-type` has a type of its own.
///
/// @param schemas as the document has them
/// @param inFormats the names of those with keys and values
record Shapes(ObjectNode schemas, Set<String> inFormats) {
  private static final String MARK = "x-formats";
  private static final String TYPE = "x-media-type";

  static Shapes read() {
    try (var file = Shapes.class.getResourceAsStream("schemas.json")) {
      if (file == null) throw new IllegalStateException("schemas.json was not built in");
      return of((ObjectNode) new ObjectMapper().readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Shapes of(ObjectNode schemas) {
    var marked = new HashSet<String>();
    for (var schema : schemas.properties()) {
      if (((ObjectNode) schema.getValue()).remove(MARK) != null) marked.add(schema.getKey());
    }
    return new Shapes(schemas, marked);
  }

  /// The `content` of a body: its schema by each type that it may have.
  ObjectNode content(String name, Part part) {
    var content = schemas.objectNode();
    types(name, part)
        .forEach(type ->
            content
                .putObject(type)
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + name));
    return content;
  }

  private Stream<String> types(String name, Part part) {
    if (inFormats.contains(name)) return Stream.of(Format.values()).map(Format::mediaType);
    var own = schemas.path(name).path(TYPE).asText("");
    return (own.isEmpty() ? List.of(part.mediaType()) : List.of(own)).stream();
  }
}
