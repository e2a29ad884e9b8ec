package dev.weir.gateway.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.gateway.net.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a line of a stream as a message. Pure: no I/O, no threads.
///
/// | field | meaning |
/// |---|---|
/// | `key` `value` | text; `null`, or absent; `{"base64":"…"}` for bytes that are no text |
/// | `headers` | `[{"key":"…","value":…}]`, a value as above |
/// | `partition` | from 0; `null`, or absent, for any |
/// | `timestamp` | milliseconds since 1970; `null`, or absent, for now |
/// | `topic` | if it is there, that of the path |
///
/// Other fields are passed over, so what Weir writes can be read again.
final class LineCodec {
  private static final JsonFactory JSON = StrictJson.unrepeated();

  /// What a line turned out to be.
  sealed interface Read {
    record Good(Message message) implements Read {}

    record Bad(Problem problem) implements Read {}
  }

  /// An expected ending of reading, so without a stack trace.
  private static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final String topic;
  private final int unchosen;

  /// @param topic of the path
  /// @param unchosen what stands for the partition of a message whose line names none
  LineCodec(String topic, int unchosen) {
    this.topic = topic;
    this.unchosen = unchosen;
  }

  /// Null where there is nothing but white space. Hot.
  @Nullable Read read(byte[] line) {
    if (!isUtf8(line)) return bad("it is not UTF-8");
    try (var json = JSON.createParser(line)) {
      var first = json.nextToken();
      return first == null ? null : new Read.Good(message(json));
    } catch (MalformedException e) {
      return bad(String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      return bad("it is no JSON: " + plain(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static Read bad(String why) {
    return new Read.Bad(
        new Problem(
            Problem.Code.INVALID_MESSAGE,
            "The line is no message",
            why,
            "Send lines such as {\"key\":\"k\",\"value\":\"x\"}"));
  }

  /// Without what only the parser's users understand.
  private static String plain(String message) {
    var end = message.indexOf('\n');
    var line = end < 0 ? message : message.substring(0, end);
    var where = line.indexOf(" (start marker at");
    return where < 0 ? line : line.substring(0, where);
  }

  private Message message(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
    var partition = unchosen;
    var timestamp = Message.NOW;
    byte[] key = null;
    byte[] value = null;
    var headers = List.<Header>of();
    for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      var token = json.nextToken();
      switch (field) {
        case "topic" -> sameTopic(json);
        case "partition" -> partition = partition(json, token);
        case "timestamp" -> timestamp = timestamp(json, token);
        case "key" -> key = bytes(json, token);
        case "value" -> value = bytes(json, token);
        case "headers" -> headers = headers(json, token);
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) throw new MalformedException("something follows its object");
    return new Message(topic, partition, timestamp, key, value, headers);
  }

  private void sameTopic(JsonParser json) throws IOException {
    if (topic.equals(text(json, json.currentToken()))) return;
    throw new MalformedException("its topic is not that of the path");
  }

  private int partition(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return unchosen;
    return (int) number(json, token, Integer.MAX_VALUE);
  }

  private static long timestamp(JsonParser json, JsonToken token) throws IOException {
    return token == JsonToken.VALUE_NULL ? Message.NOW : number(json, token, Long.MAX_VALUE);
  }

  private static long number(JsonParser json, JsonToken token, long max) throws IOException {
    expect(token, JsonToken.VALUE_NUMBER_INT, "a number");
    var number = json.getLongValue();
    if (number >= 0 && number <= max) return number;
    throw new MalformedException("%d is not from 0 to %d".formatted(number, max));
  }

  private static List<Header> headers(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) return List.of();
    expect(token, JsonToken.START_ARRAY, "a list of headers");
    var headers = new ArrayList<Header>();
    while (json.nextToken() != JsonToken.END_ARRAY) headers.add(header(json));
    return headers;
  }

  private static Header header(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "a header, an object with key and value,");
    String name = null;
    byte[] value = null;
    for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      var token = json.nextToken();
      switch (field) {
        case "key" -> name = text(json, token);
        case "value" -> value = bytes(json, token);
        default -> json.skipChildren();
      }
    }
    if (name == null) throw new MalformedException("a header has no key");
    return new Header(name, value);
  }

  private static byte @Nullable [] bytes(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NULL -> null;
      case START_OBJECT -> base64(json);
      default -> utf8(text(json, token));
    };
  }

  private static byte[] base64(JsonParser json) throws IOException {
    if (!"base64".equals(json.nextFieldName())) throw notBase64();
    var text = text(json, json.nextToken());
    if (json.nextToken() != JsonToken.END_OBJECT) throw notBase64();
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw notBase64();
    }
  }

  private static MalformedException notBase64() {
    return new MalformedException("an object in it is not {\"base64\":\"…\"}");
  }

  /// A lone surrogate has no UTF-8 form; encoding it would silently send another character.
  private static byte[] utf8(String text) throws IOException {
    try {
      var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException _) {
      throw new MalformedException("a string in it has half of a character");
    }
  }

  private static String text(JsonParser json, @Nullable JsonToken token) throws IOException {
    expect(token, JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  private static void expect(@Nullable JsonToken found, JsonToken wanted, String name)
      throws IOException {
    if (found != wanted) throw new MalformedException(name + " should stand where it has another");
  }

  /// To the letter of the standard: the parser overlooks some of it, and a message would arrive as
  /// something else.
  private static boolean isUtf8(byte[] line) {
    for (var b : line) {
      if (b < 0) return decodes(line);
    }
    return true;
  }

  private static boolean decodes(byte[] line) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
