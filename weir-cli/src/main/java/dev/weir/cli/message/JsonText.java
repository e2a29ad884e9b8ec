package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Bytes that are JSON, or are made so.
final class JsonText {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private JsonText() {}

  /// JSON on one line; other text as a string, and other bytes as `{"base64":"…"}`.
  static Shown shown(byte[] bytes) {
    return new Shown.Json(json(bytes));
  }

  private static String json(byte[] bytes) {
    var text = text(bytes);
    if (text == null) {
      return "{\"base64\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(bytes));
    }
    return isValue(text) ? compact(text) : quoted(text);
  }

  static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /// Null where they are no UTF-8.
  static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /// Whether it is one value and no more.
  static boolean isValue(String text) {
    try (var json = JSON.createParser(text)) {
      var first = json.nextToken();
      if (first == null) return false;
      json.skipChildren();
      // A number's end is seen only by what follows it.
      if (first == JsonToken.VALUE_NUMBER_FLOAT) json.getDoubleValue();
      return json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /// Without white space. Nothing else changes: a number keeps all its digits.
  private static String compact(String json) {
    var compact = new StringBuilder(json.length());
    var quoted = false;
    for (var i = 0; i < json.length(); i++) {
      var sign = json.charAt(i);
      if (!quoted && sign <= ' ') continue;
      compact.append(sign);
      if (sign == '"') quoted = !quoted;
      if (sign == '\\') compact.append(json.charAt(++i));
    }
    return compact.toString();
  }
}
