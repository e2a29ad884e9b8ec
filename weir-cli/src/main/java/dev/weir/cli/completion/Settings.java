package dev.weir.cli.completion;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;

/// The settings that Kafka knows, each with what it is for and the values that it may have.
final class Settings {
  private static final List<String> YES_OR_NO = List.of("true", "false");

  /// Of topics Kafka's client knows the names and no values.
  private static final Map<String, List<String>> VALUES_OF_TOPICS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          List.of("delete", "compact", "compact,delete"),
          TopicConfig.COMPRESSION_TYPE_CONFIG,
          List.of("producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"),
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          List.of("CreateTime", "LogAppendTime"),
          TopicConfig.PREALLOCATE_CONFIG,
          YES_OR_NO,
          TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
          YES_OR_NO,
          TopicConfig.REMOTE_LOG_STORAGE_ENABLE_CONFIG,
          YES_OR_NO);

  private Settings() {}

  static List<Choice> ofTopics() {
    var found = new TreeMap<String, Choice>();
    for (var field : TopicConfig.class.getFields()) {
      if (!field.getName().endsWith("_CONFIG") || field.isAnnotationPresent(Deprecated.class)) {
        continue;
      }
      var key = text(field);
      var values = VALUES_OF_TOPICS.getOrDefault(key, List.of());
      found.put(key, choice(key, values, documented(field)));
    }
    return List.copyOf(found.values());
  }

  private static String documented(Field key) {
    try {
      return text(TopicConfig.class.getField(key.getName().replaceFirst("_CONFIG$", "_DOC")));
    } catch (NoSuchFieldException e) {
      return "";
    }
  }

  private static String text(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // constants are public
    }
  }

  /// Those of all kinds of clients.
  static List<Choice> ofClients() {
    var found = new TreeMap<String, Choice>();
    Stream.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef())
        .flatMap(kind -> kind.configKeys().values().stream())
        .filter(key -> !key.internalConfig)
        .forEach(key -> found.put(key.name, choice(key.name, values(key), key.documentation)));
    return List.copyOf(found.values());
  }

  private static Choice choice(String key, List<String> values, String text) {
    return new Choice(key, key, Expected.of(values), Choice.brief(text));
  }

  /// A validator tells its values to people only: `[earliest, latest, none]`.
  private static List<String> values(ConfigDef.ConfigKey key) {
    if (key.type == ConfigDef.Type.BOOLEAN) return YES_OR_NO;
    if (key.validator == null) return List.of();
    var kind = key.validator.getClass().getSimpleName();
    var text = key.validator.toString();
    if (!kind.contains("ValidString") || !text.endsWith("]")) return List.of();
    return List.of(text.substring(text.indexOf('[') + 1, text.length() - 1).split(", "));
  }
}
