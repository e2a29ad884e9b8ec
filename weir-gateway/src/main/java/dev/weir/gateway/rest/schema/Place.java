package dev.weir.gateway.rest.schema;

import java.util.Locale;

/// Where values with a schema go.
record Place(Schemas.Side side, String topic) {
  /// The subject that the strategy gives.
  String subject(SchemaChoice.Strategy strategy, Codec codec) {
    return switch (strategy) {
      case TOPIC_NAME -> byTopic();
      case RECORD_NAME -> name(strategy, codec);
      case TOPIC_RECORD_NAME -> topic + "-" + name(strategy, codec);
    };
  }

  /// The subject, where no schema is known that might have a name.
  String subject(SchemaChoice.Strategy strategy) {
    if (strategy == SchemaChoice.Strategy.TOPIC_NAME) return byTopic();
    throw Failures.noName(strategy.name());
  }

  private String byTopic() {
    return topic + "-" + side.name().toLowerCase(Locale.ROOT);
  }

  private static String name(SchemaChoice.Strategy strategy, Codec codec) {
    var name = codec.recordName();
    if (name == null) throw Failures.noName(strategy.name());
    return name;
  }
}
