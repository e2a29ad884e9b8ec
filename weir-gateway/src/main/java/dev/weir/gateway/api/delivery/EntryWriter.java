package dev.weir.gateway.api.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Message;
import dev.weir.wal.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes messages of a log: in a list a line each, alone as a whole.
///
/// @param bytesMax of a key or value so much is shown
record EntryWriter(JsonGenerator json, int bytesMax) {
  static final int LINE_BYTES = 256;
  static final int WHOLE_BYTES = 1 << 20;

  void write(Entry entry) throws IOException {
    var message = entry.message();
    json.writeStartObject();
    json.writeStringField("sequence", Long.toString(entry.sequence()));
    json.writeStringField("topic", message.topic());
    if (message.namesPartition()) json.writeNumberField("partition", message.partition());
    else json.writeNullField("partition");
    json.writeNumberField("time", message.timestamp());
    json.writeNumberField("size", message.sizeBytes());
    content("key", message.key());
    content("value", message.value());
    headers(message);
    reason(entry);
    json.writeEndObject();
  }

  private void headers(Message message) throws IOException {
    json.writeArrayFieldStart("headers");
    for (var header : message.headers()) {
      json.writeStartObject();
      json.writeStringField("name", header.name());
      content("value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// `{"as":"text","text":"…","bytes":12,"truncated":false}`; bytes that are no text are shown as
  /// hexadecimal digits.
  private void content(String field, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      json.writeNullField(field);
      return;
    }
    var shown = bytes.length <= bytesMax ? bytes : Arrays.copyOf(bytes, cut(bytes));
    var text = text(shown);
    json.writeObjectFieldStart(field);
    json.writeStringField("as", text == null ? "hex" : "text");
    json.writeStringField("text", text == null ? HexFormat.of().formatHex(shown) : text);
    json.writeNumberField("bytes", bytes.length);
    json.writeBooleanField("truncated", shown.length < bytes.length);
    json.writeEndObject();
  }

  /// Not within a character of UTF-8.
  private int cut(byte[] bytes) {
    var end = bytesMax;
    while (end > bytesMax - 4 && (bytes[end] & 0xC0) == 0x80) end--;
    return end;
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf(0) < 0 ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private void reason(Entry entry) throws IOException {
    var reason = entry.reason();
    if (reason == null) {
      json.writeNullField("reason");
      return;
    }
    json.writeObjectFieldStart("reason");
    json.writeStringField("code", reason.code().label());
    json.writeStringField("what", reason.what());
    json.writeStringField("why", reason.why());
    json.writeStringField("remedy", reason.remedy());
    json.writeEndObject();
  }
}
