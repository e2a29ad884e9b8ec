package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.weir.Header;
import dev.weir.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message from one line of JSON, as [MessageAsJson] and the file sink write it.
///
/// | field | |
/// |---|---|
/// | `topic` `partition` `timestamp` | may be absent or null; a partition `crc32` is by the key |
/// | `key` `value` | text; null; `{"base64":"…"}`; any other JSON is its own text |
/// | `headers` | `[{"key":"…","value":…}]` or `{"name":…}`, values as above |
///
/// Fields that it does not know are passed over. One thread.
final class JsonMessage {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final byte[] line;
  private final JsonParser json;
  private @Nullable String topic;
  private int partition = Message.ANY_PARTITION;
  private long timestamp = Message.NOW;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private List<Header> headers = List.of();

  private JsonMessage(byte[] line, JsonParser json, @Nullable String topic) {
    this.line = line;
    this.json = json;
    this.topic = topic;
  }

  /// @param topic of a message that names none; null: it has to
  /// @throws JsonProcessingException where the line is none
  static Message parse(byte[] line, @Nullable String topic) throws IOException {
    try (var json = JSON.createParser(line)) {
      return new JsonMessage(line, json, topic).message();
    }
  }

  private Message message() throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      var token = json.nextToken();
      switch (name) {
        case "topic" -> topic = token == JsonToken.VALUE_NULL ? topic : text();
        case "partition" -> partition = partition(token);
        case "timestamp" -> timestamp = timestamp(token);
        case "key" -> key = bytes(token);
        case "value" -> value = bytes(token);
        case "headers" -> headers = headers(token);
        default -> json.skipChildren();
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
    if (json.nextToken() != null) throw new JsonParseException(json, "something follows it");
    if (topic == null) throw new JsonParseException(json, "it has no topic");
    return new Message(topic, partition, timestamp, key, value, headers);
  }

  private int partition(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return Message.ANY_PARTITION;
    if (token != JsonToken.VALUE_STRING) return json.getIntValue();
    if (text().equals(JsonMessages.CRC32)) return Message.BY_CRC32;
    throw new JsonParseException(
        json, "a partition is a number or '%s'".formatted(JsonMessages.CRC32));
  }

  private long timestamp(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return Message.NOW;
    var time = json.getLongValue();
    return time < 0 ? Message.NOW : time; // -1 is Kafka's word for none
  }

  private List<Header> headers(JsonToken token) throws IOException {
    var found = new ArrayList<Header>();
    switch (token) {
      case VALUE_NULL -> {}
      case START_ARRAY -> {
        while (json.nextToken() == JsonToken.START_OBJECT) found.add(header());
        expect(json.currentToken(), JsonToken.END_ARRAY);
      }
      default -> {
        expect(token, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          var name = json.currentName();
          found.add(new Header(name, bytes(json.nextToken())));
        }
      }
    }
    return found.isEmpty() ? List.of() : found;
  }

  private Header header() throws IOException {
    String name = null;
    byte[] of = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var field = json.currentName();
      var token = json.nextToken();
      switch (field) {
        case "key" -> name = text();
        case "value" -> of = bytes(token);
        default -> json.skipChildren();
      }
    }
    if (name == null) throw new JsonParseException(json, "a header has no key");
    return new Header(name, of);
  }

  private byte @Nullable [] bytes(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return null;
    if (token == JsonToken.VALUE_STRING) return text().getBytes(StandardCharsets.UTF_8);
    var from = json.currentTokenLocation().getByteOffset();
    var base64 = token == JsonToken.START_OBJECT ? base64() : null;
    if (base64 != null) return base64;
    if (token.isNumeric()) json.finishToken();
    return Arrays.copyOfRange(line, (int) from, (int) json.currentLocation().getByteOffset());
  }

  /// What an object with the field `base64` alone holds; else null. It is read to its end.
  private byte @Nullable [] base64() throws IOException {
    byte[] bytes = null;
    var fields = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var named = json.currentName().equals("base64") && fields == 0;
      fields++;
      if (json.nextToken() == JsonToken.VALUE_STRING && named) bytes = json.getBinaryValue();
      else json.skipChildren();
    }
    return fields == 1 ? bytes : null;
  }

  private String text() throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private void expect(@Nullable JsonToken found, JsonToken wanted) throws IOException {
    if (found == wanted) return;
    throw new JsonParseException(json, "%s stands where %s should".formatted(found, wanted));
  }
}
