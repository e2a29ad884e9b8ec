package dev.weir.gateway.rest.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Route;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Describes single routes.
record Operations(Shapes shapes) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DESCRIPTION = "description";
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");
  private static final Pattern WORD = Pattern.compile("\\{?[A-Za-z0-9]+|(?<=/)-(?=/)");

  /// The words of HTTP for what our routes answer.
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(204, "Done, and nothing to say"),
          Map.entry(207, "Some may have failed"),
          Map.entry(400, "The request is malformed, or Kafka refused it"),
          Map.entry(401, "Kafka does not know Weir"),
          Map.entry(403, "Weir may not do that"),
          Map.entry(404, "There is no such thing"),
          Map.entry(406, "The answer has no such media type"),
          Map.entry(408, "The registry of schemas gave no answer in time"),
          Map.entry(409, "It is there already, or in another state"),
          Map.entry(413, "The body is too large"),
          Map.entry(415, "The body has a media type that is not taken"),
          Map.entry(422, "The request means nothing that can be done"),
          Map.entry(429, "Too many requests; Retry-After says when to come again"),
          Map.entry(500, "Kafka failed"),
          Map.entry(503, "Not now; Retry-After says when to come again"));

  ObjectNode of(Route route) {
    var doc = route.doc();
    var part = Part.of(route.path());
    var operation = JSON.objectNode();
    operation.put("operationId", id(route)).put("summary", doc.summary());
    operation.putArray("tags").add(part.label());
    var needs = route.needs();
    if (needs != null) operation.put("x-weir-role", needs.label());
    var parameters = parameters(route);
    if (!parameters.isEmpty()) operation.set("parameters", parameters);
    if (doc.request() != null) {
      operation.putObject("requestBody").set("content", shapes.content(doc.request(), part));
    }
    operation.set("responses", responses(doc, part));
    return operation;
  }

  /// `getTopicsByTopicPartitions`.
  static String id(Route route) {
    var id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    WORD.matcher(route.path()).results().forEach(word -> id.append(word(word.group())));
    return id.length() == route.method().length() ? id.append("Root").toString() : id.toString();
  }

  private static String word(String part) {
    if (part.equals("-")) return "All";
    return part.startsWith("{") ? "By" + capital(part.substring(1)) : capital(part);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static ArrayNode parameters(Route route) {
    var parameters = JSON.arrayNode();
    PARAMETER
        .matcher(route.path())
        .results()
        .map(name -> name.group(1))
        .forEach(name ->
            parameters
                .addObject()
                .put("name", name)
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", pathType(name)));
    for (var parameter : route.doc().parameters()) {
      parameters
          .addObject()
          .put("name", parameter.name())
          .put("in", "query")
          .put(DESCRIPTION, parameter.meaning())
          .putObject("schema")
          .put("type", parameter.type());
    }
    return parameters;
  }

  private static String pathType(String name) {
    return name.startsWith("partition") || name.startsWith("broker") ? "integer" : "string";
  }

  private ObjectNode responses(Doc doc, Part part) {
    var responses = JSON.objectNode();
    for (var reply : doc.answers()) {
      var response = responses.putObject(Integer.toString(reply.status()));
      response.put(DESCRIPTION, REASONS.getOrDefault(reply.status(), "See the body"));
      var schema = Doc.ERROR.equals(reply.schema()) ? part.error() : reply.schema();
      if (schema != null) response.set("content", shapes.content(schema, part));
    }
    responses
        .putObject("default")
        .put(DESCRIPTION, "Any other failure")
        .set("content", shapes.content(part.error(), part));
    return responses;
  }
}
