package dev.weir.gateway.rest.schema;

import dev.weir.gateway.web.Format;
import org.jspecify.annotations.Nullable;

/// One schema of the registry, ready for use.
public interface Schema {
  /// Never one without schemas.
  Format format();

  int id();

  /// Of the subject that it was found under, where that is known.
  @Nullable String subject();

  @Nullable Integer version();

  /// The framed bytes of a JSON value; throws a [dev.weir.gateway.web.RestException] where it does
  /// not fit.
  byte[] encode(byte[] json);
}
