package dev.weir.worker.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.worker.DecodeException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a registry knows, each thing asked for once. Any thread.
final class Schemas {
  private static final int KEPT_MAX = 1_000;
  private static final int REFERENCES_MAX = 100;
  private static final String AVRO = "AVRO";

  private final RegistryHttp http;
  private final Duration timeout;
  private final Kept<Integer, Written> written = new Kept<>(KEPT_MAX, System::nanoTime);
  private final Kept<Asked, Registered> registered = new Kept<>(KEPT_MAX, System::nanoTime);

  /// @param versioned whether the version is needed too, which costs a question more
  private record Asked(String subject, Definition definition, boolean register, boolean versioned) {
    Asked imported(Definition.Import imported) {
      return new Asked(imported.name(), imported.definition(), register, true);
    }
  }

  private record Registered(int id, int version) {}

  Schemas(Link link) {
    this.http = new RegistryHttp(link);
    this.timeout = link.timeout();
  }

  /// @throws DecodeException if there is none of that id
  Written written(int id) {
    try {
      return written.get(id, () -> fetch(id), timeout);
    } catch (Refusal e) {
      if (!e.isUnknownSchema()) {
        throw new RegistryException("The schema registry does not tell schema " + id, e);
      }
      throw new DecodeException("The schema registry knows no schema " + id, e);
    }
  }

  private Written fetch(int id) {
    var json = http.get("/schemas/ids/" + id);
    var texts = new LinkedHashMap<String, String>();
    addReferences(json, texts);
    var type = json.path("schemaType").asText(AVRO);
    return new Written(id, type, json.path("schema").asText(), List.copyOf(texts.values()));
  }

  private void addReferences(JsonNode json, SequencedMap<String, String> texts) {
    for (var reference : json.path("references")) {
      var subject = reference.path("subject").asText();
      var path = "/subjects/%s/versions/%s".formatted(inPath(subject), version(reference));
      if (texts.containsKey(path)) continue;
      if (texts.size() > REFERENCES_MAX) {
        throw new RegistryException("A schema has too many references", null);
      }
      var found = reference(path);
      texts.put(path, ""); // so that none is followed in a circle
      addReferences(found, texts);
      texts.remove(path);
      texts.put(path, found.path("schema").asText());
    }
  }

  private static int version(JsonNode reference) {
    return reference.path("version").asInt();
  }

  private JsonNode reference(String path) {
    try {
      return http.get(path);
    } catch (Refusal e) {
      throw new RegistryException("A schema needs %s, which is unknown".formatted(path), e);
    }
  }

  /// The id under which the schema is registered.
  ///
  /// @param register if it is not yet
  int id(String subject, Definition definition, boolean register) {
    return registered(new Asked(subject, definition, register, false)).id();
  }

  private Registered registered(Asked asked) {
    try {
      return registered.get(asked, () -> found(asked), timeout);
    } catch (Refusal e) {
      if (e.isAbsence()) throw notRegistered(asked, e);
      throw new RegistryException(
          "The schema registry refuses the schema for '%s': %s"
              .formatted(asked.subject(), e.getMessage()),
          e);
    }
  }

  private static RegistryException notRegistered(Asked asked, Refusal why) {
    return new RegistryException(
        "The schema is not registered as '%s'. Register it, or let autoRegister() do so."
            .formatted(asked.subject()),
        why);
  }

  private Registered found(Asked asked) {
    var body = body(asked);
    var path = "/subjects/" + inPath(asked.subject());
    if (asked.register()) {
      var id = http.post(path + "/versions?normalize=true", body).path("id").asInt();
      if (!asked.versioned()) return new Registered(id, 0);
    }
    var json = http.post(path + "?normalize=true", body);
    return new Registered(json.path("id").asInt(), version(json));
  }

  private ObjectNode body(Asked asked) {
    var definition = asked.definition();
    var body = JsonNodeFactory.instance.objectNode().put("schema", definition.text());
    if (!definition.type().equals(AVRO)) body.put("schemaType", definition.type());
    for (var imported : definition.imports()) {
      // As Confluent's clients have it: the subject of a file is its name.
      var there = registered(asked.imported(imported));
      body.withArray("references")
          .addObject()
          .put("name", imported.name())
          .put("subject", imported.name())
          .put("version", there.version());
    }
    return body;
  }

  private static String inPath(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
