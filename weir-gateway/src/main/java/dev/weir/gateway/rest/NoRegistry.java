package dev.weir.gateway.rest;

import dev.weir.gateway.rest.schema.Schema;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.rest.web.Format;
import dev.weir.gateway.rest.web.RestException;
import org.jspecify.annotations.Nullable;

/// Stands where no registry of schemas is.
final class NoRegistry implements Schemas {
  @Override
  public Schema schema(@Nullable Format format, Side side, String topic, SchemaChoice choice) {
    throw none();
  }

  @Override
  public byte[] decode(Format format, byte[] framed) {
    throw none();
  }

  private static RestException none() {
    return new RestException(408, 40_801, "There is no registry of schemas: set registry.url");
  }
}
