package dev.weir.worker.codec;

import dev.weir.worker.Codec;
import dev.weir.worker.Codec.Context;
import org.jspecify.annotations.Nullable;

/// JSON whose schema is known; it is not held against it.
///
/// @param text null if nothing is ever written
record JsonSchemaFormat<T>(Codec<T> payload, @Nullable String text) implements Format<T> {
  private static final String TYPE = "JSON";

  @Override
  public Object schema(T value) {
    return TYPE; // all values have the same
  }

  @Override
  public Definition definition(T value) {
    if (text != null) return Definition.of(TYPE, text);
    throw new IllegalArgumentException(
        "To write JSON by a registry, name its schema: registry.json(type, schema)");
  }

  @Override
  public byte[] encode(Context context, T value) {
    return payload.encode(context, value);
  }

  @Override
  public Reading<T> reading(Written schema) {
    schema.checked(TYPE);
    return payload::decode;
  }
}
