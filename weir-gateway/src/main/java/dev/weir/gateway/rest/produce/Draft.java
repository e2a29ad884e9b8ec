package dev.weir.gateway.rest.produce;

import dev.weir.Header;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.web.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record of v3 as it was read: what has a schema is not encoded yet.
record Draft(
    int partition,
    long timestamp,
    List<Header> headers,
    @Nullable Datum key,
    @Nullable Datum value) {
  /// A key or a value.
  ///
  /// @param type as the answer calls it, or null where the schema tells
  /// @param format that its schema must have, or null
  /// @param bytes JSON where there is a schema, else what is sent
  /// @param choice the schema, or null where there is none
  @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
  record Datum(
      @Nullable String type,
      @Nullable Format format,
      byte[] bytes,
      @Nullable SchemaChoice choice) {}

  boolean hasSchema() {
    return (key != null && key.choice() != null) || (value != null && value.choice() != null);
  }
}
