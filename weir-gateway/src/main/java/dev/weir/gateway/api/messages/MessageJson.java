package dev.weir.gateway.api.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Writes messages as JSON.
///
/// @param textMax of each key, value or header: what is longer is cut, and says so
/// @param raw whether the bytes are written too
record MessageJson(int textMax, boolean raw) {
  /// In lists.
  static final MessageJson CUT = new MessageJson(64 << 10, false);

  /// Alone.
  static final MessageJson WHOLE = new MessageJson(Integer.MAX_VALUE, true);

  void write(JsonGenerator json, ReadMessage message) throws IOException {
    var kafka = message.kafka();
    json.writeStartObject();
    json.writeNumberField("partition", kafka.partition());
    json.writeStringField("offset", Long.toString(kafka.offset()));
    json.writeNumberField("time", kafka.timestamp());
    json.writeStringField("timestampType", type(kafka.timestampType()));
    shown(json, "key", message.key(), kafka.key());
    shown(json, "value", message.value(), kafka.value());
    headers(json, message);
    json.writeEndObject();
  }

  private static String type(TimestampType type) {
    return type.name.toLowerCase(Locale.ROOT);
  }

  private void headers(JsonGenerator json, ReadMessage message) throws IOException {
    json.writeArrayFieldStart("headers");
    for (var header : message.kafka().headers()) {
      var shown = message.header(header.value());
      json.writeStartObject();
      json.writeStringField("name", header.key());
      if (shown == null) json.writeNullField("text");
      else fields(json, shown);
      if (raw && header.value() != null) base64(json, header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void shown(
      JsonGenerator json, String name, @Nullable Shown shown, byte @Nullable [] bytes)
      throws IOException {
    if (shown == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    fields(json, shown.named());
    if (raw && bytes != null) base64(json, bytes);
    json.writeEndObject();
  }

  private void fields(JsonGenerator json, Shown shown) throws IOException {
    json.writeStringField("as", shown.as().label());
    json.writeStringField("text", cut(shown.text()));
    json.writeNumberField("bytes", shown.bytes());
    if (shown.text().length() > textMax) json.writeBooleanField("truncated", true);
    var schema = shown.schemaId();
    if (schema != null) json.writeNumberField("schemaId", schema);
    var problem = shown.problem();
    if (problem != null) json.writeStringField("problem", problem);
  }

  /// Never in the middle of a character.
  private String cut(String text) {
    if (text.length() <= textMax) return text;
    var end = Character.isHighSurrogate(text.charAt(textMax - 1)) ? textMax - 1 : textMax;
    return text.substring(0, end);
  }

  private static void base64(JsonGenerator json, byte[] bytes) throws IOException {
    json.writeStringField("base64", Base64.getEncoder().encodeToString(bytes));
  }
}
