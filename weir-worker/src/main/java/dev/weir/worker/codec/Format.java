package dev.weir.worker.codec;

import dev.weir.worker.Codec.Context;

/// How values are written behind a [Frame] with the id of a schema that a registry keeps.
interface Format<T> {
  /// What has a value's schema: equal ones have the same.
  Object schema(T value);

  /// The schema of a value, as the registry is to know it.
  Definition definition(T value);

  byte[] encode(Context context, T value);

  /// How to read what was written with a schema. It is used by any thread.
  ///
  /// @throws dev.weir.worker.DecodeException if nothing written with it can be read
  Reading<T> reading(Written schema);

  /// Reads what comes after the id.
  interface Reading<T> {
    T read(Context context, byte[] payload);
  }
}
