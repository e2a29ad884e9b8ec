package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.cli.terminal.Stdout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A message as one line of JSON:
///
/// | field | |
/// |---|---|
/// | `topic` `partition` `offset` | |
/// | `timestamp` | milliseconds since 1970 |
/// | `key` `value` | text; `null`; `{"base64":"…"}` where it is not UTF-8; JSON where it was decoded so |
/// | `headers` | `[{"key":"…","value":…}]`, as names may repeat |
public final class MessageAsJson implements Printer {
  private final Stdout out;
  private final JsonGenerator json;
  private final Showing showing;

  public MessageAsJson(Stdout out, Showing showing) {
    this.out = out;
    this.showing = showing;
    try {
      json = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    try {
      write(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> message) throws IOException {
    // First of all, as what cannot be decoded is not to be printed in part.
    var key = decoded(message.key(), showing.key());
    var value = decoded(message.value(), showing.value());
    json.writeStartObject();
    json.writeStringField("topic", message.topic());
    json.writeNumberField("partition", message.partition());
    json.writeNumberField("offset", message.offset());
    json.writeNumberField("timestamp", message.timestamp());
    write("key", key);
    write("value", value);
    json.writeArrayFieldStart("headers");
    for (var header : message.headers()) {
      json.writeStartObject();
      json.writeStringField("key", header.key());
      bytes(json, "value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static @Nullable Shown decoded(byte @Nullable [] bytes, Decoder decoder) {
    return bytes == null ? null : decoder.decode(bytes);
  }

  private void write(String field, @Nullable Shown shown) throws IOException {
    switch (shown) {
      case null -> json.writeNullField(field);
      case Shown.Raw(var raw) -> bytes(json, field, raw);
      case Shown.Text(var text) -> json.writeStringField(field, text);
      case Shown.Json(var value) -> {
        json.writeFieldName(field);
        json.writeRawValue(value);
      }
    }
  }

  public static void bytes(JsonGenerator json, String field, byte @Nullable [] bytes)
      throws IOException {
    if (bytes == null) {
      json.writeNullField(field);
      return;
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      json.writeStringField(field, text.toString());
    } catch (CharacterCodingException e) {
      json.writeObjectFieldStart(field);
      json.writeBinaryField("base64", bytes);
      json.writeEndObject();
    }
  }

  @Override
  public void flush() {
    try {
      json.flush();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
