package dev.weir.gateway.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.weir.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one `/push` body, token by token, without building a tree. Used once, by one thread.
///
/// Fields that nobody knows are skipped; a known field that comes twice is refused.
final class PushReader {
  private static final int DEPTH_MAX = 64;
  private static final int NUMBER_LENGTH_MAX = 1_000;
  private static final int NAME_LENGTH_MAX = 10_000;

  /// A longer string cannot come: the port bounds the body.
  private static final int STRING_LENGTH_MAX = Integer.MAX_VALUE;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .maxNameLength(NAME_LENGTH_MAX)
                  .maxStringLength(STRING_LENGTH_MAX)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CHARSET_DETECTION) // JSON between systems is UTF-8
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // clients choose the names
          .build();

  /// Where it found what it read, and which of its settings a program would change.
  private static final Pattern JACKSONS_OWN =
      Pattern.compile(
          " \\((?:start marker|for \\w+ starting) at .*"
              + "|, from `[^`]*`"
              + "|: enable `[^`]*` to allow"
              + "| \\(consider enabling .*"
              + "| \\(not recognized as one since [^)]*\\)",
          Pattern.DOTALL);

  private static final String EXAMPLE =
      "; a body looks like {\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}";

  /// The known fields of a record, a bit each.
  private static final int TOPIC = 1;

  private static final int DATA = 2;
  private static final int KEY = 4;
  private static final int PARTITION = 8;

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

  private final JsonParser json;

  private PushReader(JsonParser json) {
    this.json = json;
  }

  static PushCodec.Decoded read(byte[] body) {
    if (!Utf8.valid(body)) return new PushCodec.Malformed("invalid UTF-8" + EXAMPLE);
    try (var json = JSON.createParser(body)) {
      return new PushReader(json).decoded();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private PushCodec.Decoded decoded() throws IOException {
    try {
      return push();
    } catch (MalformedException e) {
      return new PushCodec.Malformed(e.getMessage() + EXAMPLE);
    } catch (JsonProcessingException e) {
      return new PushCodec.Malformed(plain(e) + at(json.currentLocation()) + EXAMPLE);
    }
  }

  /// Jackson's own text without what only its users understand, and without its location, which is
  /// not always there.
  private static String plain(JsonProcessingException e) {
    return JACKSONS_OWN.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private PushCodec.Push push() throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    List<Message> records = null;
    Boolean wait = null;
    var waitSeen = false;
    for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      switch (field) {
        case "records" -> {
          once(records == null, field);
          records = records();
        }
        case "wait_for_send" -> {
          once(!waitSeen, field);
          waitSeen = true;
          wait = flag();
        }
        default -> skip();
      }
    }
    if (json.nextToken() != null) throw malformed("trailing characters");
    if (records == null) throw malformed("missing field `records`");
    return new PushCodec.Push(records, Boolean.TRUE.equals(wait));
  }

  private List<Message> records() throws IOException {
    expect(json.nextToken(), JsonToken.START_ARRAY, "an array");
    var records = new ArrayList<Message>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
      records.add(record());
    }
    return records;
  }

  private Message record() throws IOException {
    String topic = null;
    byte[] data = null;
    byte[] key = null;
    var partition = Message.ANY_PARTITION;
    var seen = 0;
    for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      var bit = bit(field);
      once((seen & bit) == 0, field);
      seen |= bit;
      switch (bit) {
        case TOPIC -> topic = text();
        case DATA -> data = utf8(text());
        case KEY -> key = utf8(textOrNull());
        case PARTITION -> partition = partition();
        default -> skip();
      }
    }
    if (topic == null) throw malformed("missing field `topic`");
    if (data == null) throw malformed("missing field `data`");
    return new Message(topic, partition, Message.NOW, key, data, List.of());
  }

  private static int bit(String field) {
    return switch (field) {
      case "topic" -> TOPIC;
      case "data" -> DATA;
      case "key" -> KEY;
      case "partition" -> PARTITION;
      default -> 0;
    };
  }

  private String text() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  private @Nullable String textOrNull() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_NULL) return null;
    expect(json.currentToken(), JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  private @Nullable Boolean flag() throws IOException {
    return switch (json.nextToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw wrongType("a boolean");
    };
  }

  private int partition() throws IOException {
    return switch (json.nextToken()) {
      case VALUE_NULL -> Message.ANY_PARTITION;
      // The smallest number stands for none given; like every negative one, no topic has it.
      case VALUE_NUMBER_INT -> Math.max(json.getIntValue(), -Integer.MAX_VALUE);
      default -> throw wrongType("i32");
    };
  }

  private void skip() throws IOException {
    json.nextToken();
    json.skipChildren();
  }

  /// A lone surrogate has no UTF-8 form; encoding it would silently send another character.
  private byte @Nullable [] utf8(@Nullable String text) throws IOException {
    if (text == null) return null;
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

  private void expect(@Nullable JsonToken token, JsonToken wanted, String name) throws IOException {
    if (token != wanted) throw wrongType(name);
  }

  private void once(boolean first, String field) throws IOException {
    if (!first) throw malformed("duplicate field `" + field + "`");
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

  private MalformedException malformed(String what) {
    return new MalformedException(what + at(json.currentLocation()));
  }

  /// Some of the parser's limits do not say where they were passed.
  private static String at(@Nullable JsonLocation location) {
    if (location == null) return "";
    return " at line %d column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
