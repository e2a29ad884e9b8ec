package dev.weir.gateway.rest.produce;

import dev.weir.Message;
import dev.weir.gateway.rest.schema.Schema;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a call of v2 whose format has schemas, encoded.
record WithSchemas(List<Message> messages, Produced.SchemaIds ids) {
  private static final int NO_KEY_SCHEMA = 42_201;
  private static final int NO_VALUE_SCHEMA = 42_202;

  /// Blocks.
  static WithSchemas of(Batch batch, Format format, String topic, Schemas schemas) {
    var key = schema(schemas, format, Schemas.Side.KEY, topic, batch.key());
    var value = schema(schemas, format, Schemas.Side.VALUE, topic, batch.value());
    var messages = new ArrayList<Message>(batch.messages().size());
    for (var message : batch.messages()) {
      messages.add(
          new Message(
              topic,
              message.partition(),
              message.timestamp(),
              encoded(message.key(), key, NO_KEY_SCHEMA, "key"),
              encoded(message.value(), value, NO_VALUE_SCHEMA, "value"),
              message.headers()));
    }
    return new WithSchemas(messages, new Produced.SchemaIds(id(key), id(value)));
  }

  private static @Nullable Schema schema(
      Schemas schemas,
      Format format,
      Schemas.Side side,
      String topic,
      @Nullable SchemaChoice choice) {
    return choice == null ? null : schemas.schema(format, side, topic, choice);
  }

  private static byte @Nullable [] encoded(
      byte @Nullable [] json, @Nullable Schema schema, int missing, String what) {
    if (json == null) return null;
    if (schema != null) return schema.encode(json);
    throw new RestException(
        422,
        missing,
        "A record has a %s, so the request needs %s_schema or %s_schema_id"
            .formatted(what, what, what));
  }

  private static @Nullable Integer id(@Nullable Schema schema) {
    return schema == null ? null : schema.id();
  }
}
