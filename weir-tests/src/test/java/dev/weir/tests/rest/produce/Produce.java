package dev.weir.tests.rest.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// Sends produce calls as clients do, and reads what is answered.
record Produce(WeirExtension weir) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Of the format `json`.
  HttpResponse<String> json(String topic, String body) {
    return post("/topics/" + topic, "application/vnd.kafka.json.v2+json", body);
  }

  HttpResponse<String> binary(String topic, String body) {
    return post("/topics/" + topic, "application/vnd.kafka.binary.v2+json", body);
  }

  HttpResponse<String> text(String topic, String body) {
    return post("/topics/" + topic, "application/vnd.kafka.text.v2+json", body);
  }

  HttpResponse<String> post(String path, String type, String body, String... fields) {
    var request = HttpRequest.newBuilder(weir.uri(path)).header("Content-Type", type);
    if (fields.length > 0) request.headers(fields);
    return weir.send(request.POST(BodyPublishers.ofString(body)));
  }

  static JsonNode read(HttpResponse<String> answer) {
    return read(answer.body());
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
