package dev.weir.gateway.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.web.Json;
import java.io.IOException;

/// What one look saw, as an object of JSON on one line. Its values are absolute, so that nothing is
/// wrong where a point before it was missed.
///
/// @param whole what is told at once
/// @param brief what is remembered: the part that charts are drawn from
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and never written again
public record Point(byte[] whole, byte[] brief) {
  /// One that is remembered as it is.
  public static Point of(Json.Content content) {
    var bytes = Json.bytes(content);
    return new Point(bytes, bytes);
  }

  public void write(JsonGenerator json) throws IOException {
    write(json, whole);
  }

  void writeBrief(JsonGenerator json) throws IOException {
    write(json, brief);
  }

  private static void write(JsonGenerator json, byte[] object) throws IOException {
    json.writeRawValue(new String(object, UTF_8));
  }
}
