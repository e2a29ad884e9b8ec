package dev.weir.gateway.rest.schema;

import dev.weir.gateway.web.Format;
import org.jspecify.annotations.Nullable;

/// The schemas of the registry. Any thread; may block for `registry.timeout`. What is wrong is a
/// [dev.weir.gateway.web.RestException].
public interface Schemas {
  /// Whether it is about keys or values, which have subjects of their own.
  enum Side {
    KEY,
    VALUE
  }

  /// The schema that is chosen.
  ///
  /// @param format what it must be, or null where the registry tells
  /// @param topic where the records go, which names the subject
  Schema schema(@Nullable Format format, Side side, String topic, SchemaChoice choice);

  /// The JSON of framed bytes. Throws where they are not framed, or not of this format.
  byte[] decode(Format format, byte[] framed);
}
