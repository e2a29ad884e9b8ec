package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.sink.file.Frames;
import dev.weir.sink.file.Frames.Damage;
import dev.weir.sink.file.Frames.End;
import dev.weir.sink.file.Frames.Found;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads messages as the file sink and `weir consume -o json` write them, a line each. Fields that
/// it does not know are passed over.
public final class JsonMessages implements MessageFile {
  /// In place of a partition: the key's CRC-32 chooses it.
  public static final String CRC32 = "crc32";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final InputStream in;
  private long position;

  private JsonMessages(InputStream in, long position) {
    this.in = in;
    this.position = position;
  }

  public static JsonMessages open(Path file, long offset) throws IOException {
    var in = Frames.unpacked(file);
    try {
      in.skipNBytes(offset);
      return new JsonMessages(in, offset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Frames.Next next() throws IOException {
    var offset = position;
    try {
      var line = line();
      if (line.length == 0) return new End(offset);
      try (var json = JSON.createParser(line)) {
        return new Found(message(json), offset, position);
      }
    } catch (ZipException e) {
      return new Damage(offset, false, String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      return new Damage(offset, false, "the line is no message: " + e.getOriginalMessage());
    }
  }

  /// The next line with its line feed; nothing at the end.
  private byte[] line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') break;
    }
    position += line.size();
    return line.toByteArray();
  }

  private static Message message(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    String topic = null;
    var partition = Message.ANY_PARTITION;
    var timestamp = Message.NOW;
    byte[] key = null;
    byte[] value = null;
    var headers = List.<Header>of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      var token = json.nextToken();
      switch (name) {
        case "topic" -> topic = text(json);
        case "partition" -> partition = partition(json, token);
        case "timestamp" -> timestamp = json.getLongValue();
        case "key" -> key = bytes(json, token);
        case "value" -> value = bytes(json, token);
        case "headers" -> headers = headers(json, token);
        default -> json.skipChildren();
      }
    }
    expect(json, json.currentToken(), JsonToken.END_OBJECT);
    if (topic == null) throw new JsonParseException(json, "it has no topic");
    return new Message(topic, partition, timestamp, key, value, headers);
  }

  private static int partition(JsonParser json, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_STRING) return json.getIntValue();
    if (text(json).equals(CRC32)) return Message.BY_CRC32;
    throw new JsonParseException(json, "a partition is a number or '%s'".formatted(CRC32));
  }

  private static List<Header> headers(JsonParser json, JsonToken token) throws IOException {
    expect(json, token, JsonToken.START_ARRAY);
    var headers = new ArrayList<Header>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String name = null;
      byte[] value = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var field = json.currentName();
        var of = json.nextToken();
        switch (field) {
          case "key" -> name = text(json);
          case "value" -> value = bytes(json, of);
          default -> json.skipChildren();
        }
      }
      if (name == null) throw new JsonParseException(json, "a header has no key");
      headers.add(new Header(name, value));
    }
    expect(json, json.currentToken(), JsonToken.END_ARRAY);
    return headers;
  }

  /// Text, null, or an object with `base64`.
  private static byte @Nullable [] bytes(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return null;
    if (token != JsonToken.START_OBJECT) return text(json).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var base64 = json.currentName().equals("base64");
      json.nextToken();
      if (base64) bytes = json.getBinaryValue();
      else json.skipChildren();
    }
    if (bytes == null) throw new JsonParseException(json, "an object stands there without base64");
    return bytes;
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

  @Override
  public void close() throws IOException {
    in.close();
  }
}
