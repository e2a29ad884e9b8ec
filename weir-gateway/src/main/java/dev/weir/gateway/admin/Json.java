package dev.weir.gateway.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.net.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/// Answers of one JSON value.
final class Json {
  private static final String TYPE = "application/json";
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// What writes the value.
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static Answer answer(int status, Content content) {
    var bytes = new ByteArrayOutputStream(512);
    try (var json = FACTORY.createGenerator(bytes)) {
      content.write(json);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.of(status, TYPE, bytes.toByteArray());
  }

  static void strings(JsonGenerator json, String field, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (var value : values) json.writeString(value);
    json.writeEndArray();
  }

  /// `{"problems":["…"]}`.
  static Answer problems(int status, Collection<String> problems) {
    return answer(
        status,
        json -> {
          json.writeStartObject();
          strings(json, "problems", problems);
          json.writeEndObject();
        });
  }
}
