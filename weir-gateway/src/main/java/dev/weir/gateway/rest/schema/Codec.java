package dev.weir.gateway.rest.schema;

import org.jspecify.annotations.Nullable;

/// Turns JSON into the bytes of one schema, and back. Any thread.
///
/// What does not fit is a [Misfit].
interface Codec {
  /// What follows the frame's head.
  byte[] encode(byte[] json);

  /// The JSON of a framed record, whose head ends at [Frame#HEAD].
  byte[] decode(byte[] framed);

  /// How a strategy names the subject by the schema, or null where the schema has no name.
  @Nullable String recordName();
}
