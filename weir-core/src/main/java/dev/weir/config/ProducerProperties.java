package dev.weir.config;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Kafka's producer properties as settings: its own names, its own checks, our defaults.
final class ProducerProperties {
  /// What differs from Kafka's defaults: a caller waits for its answer, so a message is given up
  /// after 10 s and not after 2 minutes, and a request to a frozen broker after 5 s and not 30. And
  /// while no broker is reached, the client keeps what it knows of the topics: by Kafka's default
  /// it forgets them all, and then blocks the lane for `max.block.ms` for each topic.
  private static final Map<String, String> OURS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG, "weir",
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000",
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
          ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000",
          CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");

  /// What the promises rest on, and so is not for a setting to change.
  private static final Map<String, String> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
          ProducerConfig.RETRIES_CONFIG, String.valueOf(Integer.MAX_VALUE));

  /// What Weir fills in itself.
  private static final Set<String> NOT_SETTINGS =
      Set.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  private ProducerProperties() {}

  static Set<String> names() {
    var names = new TreeSet<>(ProducerConfig.configNames());
    names.removeAll(NOT_SETTINGS);
    return names;
  }

  static Map<String, String> read(Section section) {
    var properties = new HashMap<String, String>();
    for (var name : names()) {
      var value = read(section, name);
      if (value != null) properties.put(name, value);
    }
    KafkaLogin.read(section, properties);
    section.check(() -> together(properties));
    return Map.copyOf(properties);
  }

  private static @Nullable String read(Section section, String name) {
    var byDefault = FIXED.containsKey(name) ? FIXED.get(name) : OURS.get(name);
    section.as(name, "Kafka's");
    return byDefault == null
        ? section.written(name, text -> checked(name, text))
        : section.value(name, byDefault, text -> checked(name, text));
  }

  private static String checked(String name, String text) {
    var value = accepted(name, text);
    if (FIXED.containsKey(name) && !value.equals(FIXED.get(name)) && !value.equals("-1")) {
      throw new IllegalArgumentException(
          "would break Weir's promises; it is always '%s'".formatted(FIXED.get(name)));
    }
    return value;
  }

  /// The text that Kafka understands the same, without the spaces and capitals that it overlooks.
  private static String accepted(String name, String text) {
    var key = requireNonNull(ProducerConfig.configDef().configKeys().get(name), name);
    try {
      var value = ConfigDef.parseType(name, text, key.type);
      if (key.validator != null) key.validator.ensureValid(name, value);
      return value instanceof Number || value instanceof Boolean ? value.toString() : text;
    } catch (org.apache.kafka.common.config.ConfigException e) {
      throw new IllegalArgumentException("is not accepted by Kafka: " + reason(e), e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException("names a class that cannot be loaded", e);
    }
  }

  /// Kafka's own rules for properties that depend on one another.
  private static void together(Map<String, String> properties) {
    var complete = new HashMap<String, Object>(properties);
    complete.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
    complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try {
      timeouts(new ProducerConfig(complete));
    } catch (org.apache.kafka.common.config.ConfigException e) {
      throw new IllegalArgumentException("is not accepted by Kafka: " + reason(e), e);
    }
  }

  /// Kafka checks this one only when the producer is made.
  private static void timeouts(ProducerConfig config) {
    var lingerMillis = config.getLong(ProducerConfig.LINGER_MS_CONFIG);
    var requestMillis = config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    var deliveryMillis = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    if (deliveryMillis >= lingerMillis + requestMillis) return;
    throw new IllegalArgumentException(
        ("delivery.timeout.ms (%d) must not be below linger.ms (%d) + request.timeout.ms (%d);"
                + " raise it, or lower them")
            .formatted(deliveryMillis, lingerMillis, requestMillis));
  }

  /// Kafka's sentence without its beginning, which repeats a value that may be a secret.
  private static String reason(org.apache.kafka.common.config.ConfigException e) {
    var message = String.valueOf(e.getMessage());
    var colon = message.indexOf(": ");
    return message.startsWith("Invalid value") && colon > 0
        ? message.substring(colon + 2)
        : message;
  }
}
