package dev.weir.gateway.api.messages;

/// Reads bytes that name a schema of the registry. Any thread; may block for a while.
public interface SchemaReader {
  /// What came of it.
  ///
  /// @param format as `avro`
  record Read(String format, String json) {}

  /// Whether there is a registry.
  boolean isThere();

  /// Throws a [dev.weir.gateway.web.RestException]: 408 where the registry gave no schema, another
  /// where the bytes do not fit theirs.
  Read read(byte[] framed);
}
