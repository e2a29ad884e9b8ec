package dev.weir.gateway.rest.schema;

import dev.weir.config.RegistryConfig;
import dev.weir.gateway.rest.web.Format;
import dev.weir.gateway.rest.web.RestException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The schemas of the registry, as far as they were asked for. Any thread; may block for
/// `registry.timeout`.
///
/// @param settings those in force
public record Schemas(Supplier<RegistryConfig> settings) {
  /// Whether it is about keys or values, which have subjects of their own.
  public enum Side {
    KEY,
    VALUE
  }

  /// The schema that is chosen.
  ///
  /// @param format what it must be, or null where the registry tells
  /// @param topic where the records go, which names the subject
  public Schema schema(@Nullable Format format, Side side, String topic, SchemaChoice choice) {
    throw none();
  }

  /// The JSON of framed bytes. Throws where they are not framed, or not of this format.
  public byte[] decode(Format format, byte[] framed) {
    throw none();
  }

  private static RestException none() {
    return new RestException(
        408, 40801, "There is no schema registry: set registry.url to where it is");
  }
}
