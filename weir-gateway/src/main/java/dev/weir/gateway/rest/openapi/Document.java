package dev.weir.gateway.rest.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.Build;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.Locale;

/// The document, but for the address of the server.
///
/// It is OpenAPI 3.0.3 and not 3.1, because what makes clients of such documents mostly takes 3.0
/// alone, and nothing here needs more.
final class Document {
  static final String OPENAPI = "3.0.3";
  private static final String DESCRIPTION = "description";

  private Document() {}

  static ObjectNode of(List<Route> routes, Shapes shapes) {
    var document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("info")
        .put("title", "Weir REST proxy")
        .put(
            DESCRIPTION,
            "Kafka over HTTP: the REST proxy API v2 of Confluent with the additions of Strimzi's"
                + " bridge, and the useful part of v3.")
        .put("version", Build.current().version());
    var tags = document.putArray("tags");
    for (var part : Part.values()) {
      tags.addObject().put("name", part.label()).put(DESCRIPTION, part.meaning());
    }
    var operations = new Operations(shapes);
    var paths = document.putObject("paths");
    for (var route : routes) {
      paths.withObjectProperty(route.path()).set(method(route), operations.of(route));
    }
    document.putObject("components").set("schemas", shapes.schemas());
    return document;
  }

  private static String method(Route route) {
    return route.method().toLowerCase(Locale.ROOT);
  }
}
