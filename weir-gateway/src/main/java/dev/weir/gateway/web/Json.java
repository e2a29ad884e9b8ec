package dev.weir.gateway.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.weir.gateway.net.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Answers of one JSON value.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// What writes the value.
  @FunctionalInterface
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /// Why a text is no JSON, without where in which class that was noticed.
  public static String why(JacksonException e) {
    if (e instanceof MismatchedInputException) return "more follows behind its end";
    return e.getOriginalMessage().replaceAll("(?s)\\s*(\\(start marker|\\n| at \\[).*", "");
  }

  /// With status 200, as `application/json`.
  public static Answer answer(Content content) {
    return answer(200, MediaTypes.JSON, content);
  }

  public static Answer answer(int status, String mediaType, Content content) {
    return Answer.of(status, mediaType, bytes(content));
  }

  public static byte[] bytes(Content content) {
    var bytes = new ByteArrayOutputStream(512);
    try (var json = FACTORY.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Writes a field that is a list of texts.
  public static void strings(JsonGenerator json, String field, Iterable<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (var value : values) json.writeString(value);
    json.writeEndArray();
  }
}
