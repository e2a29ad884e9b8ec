package dev.weir.gateway.rest.consumers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/// A value of what an instance is to be made with, and its key.
record Given(String key, JsonNode value) {
  private static final int BAD_CONFIG = 42204;
  private static final int OUT_OF_BOUNDS = 40001;
  private static final int FETCH_MIN_BYTES_MAX = 10_000_000;

  /// Numbers and truth come as such or as text.
  String text() {
    if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
      throw wrong("has to be text, and not empty");
    }
    return value.asText().strip();
  }

  /// What stands for a folder in an address is taken out of it by clients and proxies.
  String name() {
    var name = text();
    if (name.equals(".") || name.equals("..")) throw wrong("cannot be '%s'".formatted(name));
    return name;
  }

  Format format() {
    var format = Format.named(text());
    if (format != null) return format;
    throw wrong("is none of binary, json, text, avro, jsonschema, protobuf");
  }

  boolean yes() {
    return switch (text().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("is neither true nor false");
    };
  }

  long number(long min, long max) {
    var number = number();
    if (number < min || number > max) {
      throw wrong("has to be a whole number from %d to %d".formatted(min, max));
    }
    return number;
  }

  int fetchMinBytes() {
    var number = number();
    if (number >= -1 && number <= FETCH_MIN_BYTES_MAX) return (int) number;
    throw new RestException(
        422, OUT_OF_BOUNDS, "%s has to be from -1 to %d".formatted(key, FETCH_MIN_BYTES_MAX));
  }

  private long number() {
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw wrong("is not a whole number");
    }
  }

  /// Each in a list of texts has to be one of these.
  void checkAll(Set<String> known) {
    for (var one : text().split("\\s*,\\s*", -1)) {
      if (!known.contains(one)) throw wrong("names more than " + String.join(", ", known));
    }
  }

  /// Kafka judges it.
  void handOn(Map<String, String> kafka) {
    var definition = ConsumerConfig.configDef().configKeys().get(key);
    if (definition == null) throw wrong("is not known to Kafka");
    try {
      var parsed = ConfigDef.parseType(key, text(), definition.type);
      if (definition.validator != null) definition.validator.ensureValid(key, parsed);
    } catch (ConfigException e) {
      throw wrong("is not accepted by Kafka: " + e.getMessage());
    }
    kafka.put(key, text());
  }

  RestException wrong(String why) {
    return new RestException(
        422, BAD_CONFIG, "The configuration of the consumer is wrong: %s %s".formatted(key, why));
  }
}
