package dev.weir.gateway;

import dev.weir.config.RegistryConfig;
import dev.weir.gateway.api.messages.SchemaReader;
import dev.weir.gateway.rest.schema.Registry;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Reads messages for the console with the schemas of the registry.
record RegistrySchemas(Registry registry, Supplier<RegistryConfig> settings)
    implements SchemaReader {
  @Override
  public boolean isThere() {
    return settings.get().url() != null;
  }

  @Override
  public Read read(byte[] framed) {
    var json = new String(registry.decode(framed), StandardCharsets.UTF_8);
    return new Read(registry.format(framed).label(), json);
  }
}
