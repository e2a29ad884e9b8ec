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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it was in its topic, and where it was. A line of JSON holds all of it:
///
/// | field | |
/// |---|---|
/// | `envelope` | `1`, the version of this format; it comes first and tells such a line from others |
/// | `topic` `partition` `offset` | where it was |
/// | `timestamp` | milliseconds since 1970; `null` where it had none |
/// | `timestampType` | `create`: of the sender; `append`: of the broker; `none` |
/// | `key` `value` | base64, or `null` |
/// | `headers` | `[{"key":"…","value":…}]` in their order; values are base64, or `null` |
///
/// Fields that a reader does not know are passed over.
///
/// @param message its partition and timestamp are those it had
/// @param offset -1 where it is not told
public record Envelope(Message message, long offset) {
  /// What such a line begins with.
  static final String MARK = "{\"envelope\":";

  static final int VERSION = 1;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /// @throws JsonProcessingException where the line is none
  static Envelope parse(byte[] line) throws IOException {
    try (var json = JSON.createParser(line)) {
      var envelope = read(json);
      if (json.nextToken() != null) throw new JsonParseException(json, "something follows it");
      return envelope;
    }
  }

  private static Envelope read(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    String topic = null;
    var version = 0;
    var partition = Message.ANY_PARTITION;
    var offset = -1L;
    var timestamp = Message.NOW;
    byte[] key = null;
    byte[] value = null;
    var headers = List.<Header>of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      var token = json.nextToken();
      switch (name) {
        case "envelope" -> version = json.getIntValue();
        case "topic" -> topic = text(json);
        case "partition" -> partition = json.getIntValue();
        case "offset" -> offset = json.getLongValue();
        case "timestamp" -> timestamp = timestamp(json, token);
        case "key" -> key = bytes(json, token);
        case "value" -> value = bytes(json, token);
        case "headers" -> headers = headers(json, token);
        default -> json.skipChildren();
      }
    }
    expect(json, json.currentToken(), JsonToken.END_OBJECT);
    if (version != VERSION) throw new JsonParseException(json, notOurs(version));
    if (topic == null) throw new JsonParseException(json, "it has no topic");
    return new Envelope(new Message(topic, partition, timestamp, key, value, headers), offset);
  }

  private static String notOurs(int version) {
    return version == 0
        ? "it has no field 'envelope'"
        : "it is an envelope of version %d, and this Weir knows %d".formatted(version, VERSION);
  }

  private static long timestamp(JsonParser json, JsonToken token) throws IOException {
    return token == JsonToken.VALUE_NULL ? Message.NOW : json.getLongValue();
  }

  private static byte @Nullable [] bytes(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return null;
    expect(json, token, JsonToken.VALUE_STRING);
    return json.getBinaryValue();
  }

  private static List<Header> headers(JsonParser json, JsonToken token) throws IOException {
    expect(json, token, JsonToken.START_ARRAY);
    if (json.nextToken() == JsonToken.END_ARRAY) return List.of();
    var headers = new ArrayList<Header>();
    for (; json.currentToken() == JsonToken.START_OBJECT; json.nextToken()) {
      headers.add(header(json));
    }
    expect(json, json.currentToken(), JsonToken.END_ARRAY);
    return headers;
  }

  private static Header header(JsonParser json) throws IOException {
    String name = null;
    byte[] value = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var field = json.currentName();
      var token = json.nextToken();
      switch (field) {
        case "key" -> name = text(json);
        case "value" -> value = bytes(json, token);
        default -> json.skipChildren();
      }
    }
    if (name == null) throw new JsonParseException(json, "a header has no key");
    return new Header(name, value);
  }

  private static String text(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(JsonParser json, @Nullable JsonToken found, JsonToken wanted)
      throws IOException {
    if (found == wanted) return;
    throw new JsonParseException(json, "%s stands where %s should".formatted(found, wanted));
  }
}
