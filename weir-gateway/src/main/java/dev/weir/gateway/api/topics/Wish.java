package dev.weir.gateway.api.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.Acks;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.gateway.net.StrictJson;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message that somebody wants to be sent, as the body of the call has it. Pure.
///
/// @param count how often
record Wish(Message message, Acks acks, int count) {
  private static final int COUNT_MAX = 1_000;
  private static final ObjectReader READER =
      JsonMapper.builder(StrictJson.builder().build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /// @param unchosen what stands for a partition that is not named
  static Wish of(String topic, byte[] body, int unchosen) {
    var fields =
        Fields.of(
            body,
            "partition",
            "key",
            "value",
            "keyFormat",
            "valueFormat",
            "headers",
            "timestamp",
            "acks",
            "tombstone",
            "count");
    var message =
        new Message(
            topic,
            partition(fields, unchosen),
            timestamp(fields),
            bytes(fields, "key"),
            value(fields),
            headers(fields));
    return new Wish(message, acks(fields), count(fields));
  }

  private static int partition(Fields fields, int unchosen) {
    var partition = fields.number("partition");
    if (partition == null) return unchosen;
    if (partition < 0) throw wrong("partition is below 0. Leave it out, and the key decides");
    return partition;
  }

  private static byte @Nullable [] value(Fields fields) {
    if (fields.yes("tombstone")) {
      if (fields.has("value")) throw wrong("a tombstone has no value. Leave one of the two out");
      return null;
    }
    var value = bytes(fields, "value");
    if (value == null) throw wrong("value is missing. Say tombstone where none is meant");
    return value;
  }

  private static byte @Nullable [] bytes(Fields fields, String name) {
    var text = fields.text(name);
    var format = fields.text(name + "Format");
    if (text == null) return null;
    return switch (format == null ? "text" : format) {
      case "text" -> text.getBytes(UTF_8);
      case "json" -> checked(name, text);
      case "base64" -> decoded(name, text);
      default ->
          throw wrong("%sFormat is '%s', and can be text, json or base64".formatted(name, format));
    };
  }

  /// Sent as it is written.
  private static byte[] checked(String name, String text) {
    try {
      var tree = READER.readTree(text);
      if (tree.isMissingNode()) throw wrong("the %s is empty, which is no JSON".formatted(name));
      return text.getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw wrong(
              "the %s is no JSON: %s. Correct it, or send it as text".formatted(name, Json.why(e)))
          .because(e);
    }
  }

  private static byte[] decoded(String name, String text) {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw wrong("the %s is no base64: %s".formatted(name, e.getMessage())).because(e);
    }
  }

  private static long timestamp(Fields fields) {
    var text = fields.text("timestamp");
    if (text == null) return Message.NOW;
    try {
      return text.matches("\\d{1,18}") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong("timestamp is neither milliseconds since 1970 nor such as 2026-11-22T10:00:00Z")
          .because(e);
    }
  }

  private static List<Header> headers(Fields fields) {
    return fields.list("headers", "name", "value", "valueFormat").stream()
        .map(Wish::header)
        .toList();
  }

  private static Header header(Fields fields) {
    return new Header(fields.needed("name"), bytes(fields, "value"));
  }

  private static Acks acks(Fields fields) {
    var text = fields.text("acks");
    if (text == null) return Acks.KAFKA;
    for (var acks : Acks.values()) {
      if (acks.label().equals(text.toLowerCase(Locale.ROOT))) return acks;
    }
    throw wrong("acks is '%s', and can be memory, journal or kafka".formatted(text));
  }

  private static int count(Fields fields) {
    var count = fields.number("count");
    if (count == null) return 1;
    if (count >= 1 && count <= COUNT_MAX) return count;
    throw wrong("count is %d, and can be 1 to %,d".formatted(count, COUNT_MAX));
  }

  private static RestException wrong(String why) {
    return RestException.plain(400, "The message was not sent: " + why);
  }
}
