package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.web.Format;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The questions of Confluent's registry protocol that Weir asks. Any thread; each blocks, and
/// throws a [Refusal] where the registry says no.
record RegistryCalls(RegistryHttp http) {
  Found byId(int id, Deadline deadline) {
    return Found.of(http.get("/schemas/ids/" + id, deadline), id);
  }

  /// @param version a number, or `latest`
  Found version(String subject, String version, Deadline deadline) {
    var path = "/subjects/%s/versions/%s".formatted(segment(subject), version);
    return Found.of(http.get(path, deadline), 0);
  }

  /// The schema of this text under the subject.
  Found lookUp(String subject, Format format, String text, Deadline deadline) {
    return lookUp(subject, body(format, text, List.of()), deadline);
  }

  /// The same schema under this subject.
  Found lookUp(String subject, Found schema, Deadline deadline) {
    return lookUp(subject, body(schema.format(), schema.text(), schema.references()), deadline);
  }

  private Found lookUp(String subject, JsonNode body, Deadline deadline) {
    return Found.of(http.post("/subjects/" + segment(subject), body, deadline), 0);
  }

  /// Registers it and tells its id.
  int register(String subject, Format format, String text, Deadline deadline) {
    var path = "/subjects/%s/versions".formatted(segment(subject));
    return http.post(path, body(format, text, List.of()), deadline).path("id").asInt();
  }

  private static ObjectNode body(Format format, String text, List<Reference> references) {
    var body = JsonNodeFactory.instance.objectNode().put("schema", text);
    if (format != Format.AVRO) body.put("schemaType", Found.type(format)); // old ones know no other
    if (references.isEmpty()) return body;
    var list = body.putArray("references");
    for (var one : references) {
      list.addObject()
          .put("name", one.name())
          .put("subject", one.subject())
          .put("version", one.version());
    }
    return body;
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
