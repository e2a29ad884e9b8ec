package dev.weir.gateway.push;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The tokens of one body as values: each is what a field may hold, or the body is malformed. Used
/// by one thread.
final class PushJson {
  /// An expected ending of reading, so without a stack trace.
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final JsonParser json;

  PushJson(JsonParser json) {
    this.json = json;
  }

  @Nullable String field() throws IOException {
    return json.nextFieldName();
  }

  boolean more() throws IOException {
    return json.nextToken() != null;
  }

  /// Whether another object stands in this array.
  boolean another() throws IOException {
    if (json.nextToken() == JsonToken.END_ARRAY) return false;
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
    return true;
  }

  void object() throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
  }

  void array() throws IOException {
    expect(json.nextToken(), JsonToken.START_ARRAY, "an array");
  }

  boolean arrayOrNull() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_NULL) return false;
    expect(json.currentToken(), JsonToken.START_ARRAY, "an array");
    return true;
  }

  String text() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  @Nullable String textOrNull() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_NULL) return null;
    expect(json.currentToken(), JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  boolean flag() throws IOException {
    return switch (json.nextToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw wrongType("a boolean");
    };
  }

  /// The value beneath a field `base64`, or text, or null.
  byte @Nullable [] bytes() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_STRING) return utf8(json.getText());
    if (json.currentToken() == JsonToken.VALUE_NULL) return null;
    expect(json.currentToken(), JsonToken.START_OBJECT, "a string, null or {\"base64\":…}");
    byte[] bytes = null;
    for (var field = field(); field != null; field = field()) {
      if (!field.equals("base64")) {
        skip();
        continue;
      }
      once(bytes == null, field);
      bytes = base64(text());
    }
    return present(bytes, "base64");
  }

  /// A number that is no less than 0, or null.
  @Nullable Long millisOrNull() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_NULL) return null;
    expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "milliseconds since 1970");
    var millis = json.getLongValue();
    if (millis < 0) throw malformed("a time before 1970");
    return millis;
  }

  @Nullable Integer numberOrNull() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_NULL) return null;
    expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "i32");
    return json.getIntValue();
  }

  void skip() throws IOException {
    json.nextToken();
    json.skipChildren();
  }

  byte[] base64(String text) throws IOException {
    var bytes = Base64Text.decoded(text.getBytes(StandardCharsets.UTF_8));
    if (bytes == null) throw malformed("invalid base64");
    return bytes;
  }

  /// A lone surrogate has no UTF-8 form; encoding it would silently send another character.
  byte[] utf8(String text) throws IOException {
    var codePoint = 0;
    for (var i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      // One that has its other half is read together with it, as a code point beyond them all.
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw malformed("lone surrogate in a string");
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  <T> T present(@Nullable T value, String field) throws IOException {
    if (value == null) throw malformed("missing field `" + field + "`");
    return value;
  }

  void once(boolean first, String field) throws IOException {
    if (!first) throw malformed("duplicate field `" + field + "`");
  }

  /// Both say the same thing, so only one may say it.
  void oneOf(boolean both, String first, String second) throws IOException {
    if (both) throw malformed("both `%s` and `%s`".formatted(first, second));
  }

  private void expect(@Nullable JsonToken token, JsonToken wanted, String name) throws IOException {
    if (token != wanted) throw wrongType(name);
  }

  private MalformedException wrongType(String wanted) {
    var token = json.currentToken();
    return token == null
        ? malformed("EOF while " + wanted + " was expected")
        : malformed("invalid type: %s, expected %s".formatted(name(token), wanted));
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "map";
      case START_ARRAY -> "sequence";
      case VALUE_STRING -> "string";
      case VALUE_NUMBER_INT -> "integer";
      case VALUE_NUMBER_FLOAT -> "floating point";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }

  MalformedException malformed(String what) {
    return new MalformedException(what + at(json.currentLocation()));
  }

  /// Some of the parser's limits do not say where they were passed.
  static String at(@Nullable JsonLocation location) {
    if (location == null) return "";
    return " at line %d column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
