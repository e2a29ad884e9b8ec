package dev.weir.gateway.rest;

import dev.weir.gateway.rest.schema.Schema;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.rest.web.Format;
import dev.weir.gateway.rest.web.RestException;
import org.jspecify.annotations.Nullable;

/// There is no registry.
final class NoSchemas implements Schemas {
  @Override
  public Schema schema(@Nullable Format format, Side side, String topic, SchemaChoice choice) {
    throw none();
  }

  @Override
  public byte[] decode(Format format, byte[] framed) {
    throw none();
  }

  private static RestException none() {
    return new RestException(408, 40801, "There is no schema registry: set registry.url");
  }
}
