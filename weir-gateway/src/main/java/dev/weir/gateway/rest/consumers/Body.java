package dev.weir.gateway.rest.consumers;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.TopicName;
import dev.weir.gateway.net.StrictJson;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The body of a control call. What does not fit is named in the error.
///
/// @param empty whether nothing was sent
record Body(JsonNode json, boolean empty) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(StrictJson.unrepeated())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// What is read takes some ten times the memory of its bytes.
  private static final int BYTES_MAX = 1 << 20;

  static Body read(byte[] bytes) {
    if (bytes.length > BYTES_MAX) throw tooLarge(bytes.length);
    var empty = isBlank(bytes);
    if (empty) return new Body(JsonNodeFactory.instance.objectNode(), true);
    try {
      var json = MAPPER.readTree(bytes);
      if (!json.isObject()) throw wrong("The request body has to be a JSON object");
      return new Body(json, false);
    } catch (JacksonException e) {
      throw RestException.plain(400, "The request body is not JSON: %s".formatted(Json.why(e)))
          .because(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RestException tooLarge(int bytes) {
    return RestException.plain(
        413, "The body has %,d bytes, and such a call %,d at most".formatted(bytes, BYTES_MAX));
  }

  private static boolean isBlank(byte[] bytes) {
    for (var b : bytes) if (b != ' ' && b != '\n' && b != '\r' && b != '\t') return false;
    return true;
  }

  void mustBeThere() {
    if (empty) throw wrong("The request body is empty");
  }

  boolean has(String field) {
    return json.hasNonNull(field);
  }

  Set<String> topics() {
    var topics = new LinkedHashSet<String>();
    for (var topic : list("topics")) topics.add(topic(topic));
    return topics;
  }

  Pattern pattern() {
    var text = json.get("topic_pattern");
    if (!text.isTextual()) throw wrong("topic_pattern has to be text");
    if (text.textValue().isEmpty()) throw wrong("topic_pattern is empty, which no topic is called");
    try {
      return Pattern.compile(text.textValue());
    } catch (IllegalArgumentException e) {
      throw wrong("topic_pattern is not a regular expression: " + e.getMessage()).because(e);
    }
  }

  Set<TopicPartition> partitions() {
    var partitions = new LinkedHashSet<TopicPartition>();
    for (var entry : list("partitions")) partitions.add(partition(entry));
    return partitions;
  }

  /// Empty where the list is not there.
  Map<TopicPartition, OffsetAndMetadata> offsets() {
    var offsets = new LinkedHashMap<TopicPartition, OffsetAndMetadata>();
    each(
        "offsets",
        (partition, entry) ->
            offsets.put(
                partition, new OffsetAndMetadata(number(entry, "offset"), metadata(entry))));
    return offsets;
  }

  /// Milliseconds since 1970; empty where the list is not there.
  Map<TopicPartition, Long> timestamps() {
    var times = new LinkedHashMap<TopicPartition, Long>();
    each("timestamps", (partition, entry) -> times.put(partition, time(entry.get("timestamp"))));
    return times;
  }

  private void each(String field, BiConsumer<TopicPartition, JsonNode> entries) {
    if (!has(field)) return;
    for (var entry : list(field)) entries.accept(partition(entry), entry);
  }

  private JsonNode list(String field) {
    var list = json.get(field);
    if (list == null || !list.isArray()) throw wrong(field + " has to be a list");
    return list;
  }

  private static TopicPartition partition(JsonNode entry) {
    if (!entry.isObject()) throw wrong("An entry of the list is not an object: " + brief(entry));
    var partition = number(entry, "partition");
    if (partition > Integer.MAX_VALUE) throw wrong("partition is too large: " + partition);
    return new TopicPartition(topic(entry.get("topic")), (int) partition);
  }

  private static String topic(@Nullable JsonNode topic) {
    if (topic == null || !topic.isTextual()) throw wrong("The name of a topic has to be text");
    var name = topic.textValue();
    if (TopicName.legal(name)) return name;
    throw wrong("'%s' cannot be the name of a topic".formatted(brief(topic)));
  }

  /// Not negative.
  private static long number(JsonNode entry, String field) {
    var number = entry.get(field);
    if (number != null && number.isIntegralNumber() && number.canConvertToLong()) {
      if (number.longValue() >= 0) return number.longValue();
    }
    throw wrong("%s has to be a whole number from 0 on, in %s".formatted(field, brief(entry)));
  }

  private static String metadata(JsonNode entry) {
    var metadata = entry.get("metadata");
    if (metadata == null || metadata.isNull()) return "";
    if (metadata.isTextual()) return metadata.textValue();
    throw wrong("metadata has to be text, in " + brief(entry));
  }

  private static long time(@Nullable JsonNode time) {
    if (time != null && time.isIntegralNumber() && time.canConvertToLong()) return time.longValue();
    if (time == null || !time.isTextual()) {
      throw wrong("timestamp has to be text such as 2026-01-31T12:00:00Z");
    }
    try {
      return OffsetDateTime.parse(time.textValue()).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong("%s is not a time such as 2026-01-31T12:00:00Z".formatted(brief(time)))
          .because(e);
    }
  }

  private static String brief(JsonNode json) {
    var text = json.isTextual() ? json.textValue() : json.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  static RestException wrong(String why) {
    return RestException.plain(422, why);
  }
}
