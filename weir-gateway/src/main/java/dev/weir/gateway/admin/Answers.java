package dev.weir.gateway.admin;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.MediaTypes;
import java.util.Collection;

/// Answers of one JSON value, and the end of its line.
final class Answers {
  private Answers() {}

  static Answer of(Json.Content content) {
    return of(200, content);
  }

  /// `{"problems":["…"]}`.
  static Answer problems(int status, Collection<String> problems) {
    return of(
        status,
        json -> {
          json.writeStartObject();
          Json.strings(json, "problems", problems);
          json.writeEndObject();
        });
  }

  private static Answer of(int status, Json.Content content) {
    return Json.answer(
        status,
        MediaTypes.JSON,
        json -> {
          content.write(json);
          json.writeRaw('\n');
        });
  }
}
