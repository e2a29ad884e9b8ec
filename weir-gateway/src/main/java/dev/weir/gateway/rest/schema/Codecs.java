package dev.weir.gateway.rest.schema;

import dev.weir.gateway.web.Format;
import java.util.Map;

/// Makes schemas ready for use.
final class Codecs {
  private static final int CHARACTERS_MAX = 1 << 20;

  private Codecs() {}

  static Codec of(Found found, RegistryCalls calls, Deadline deadline) {
    try {
      return of(found.format(), found.text(), References.of(found, calls, deadline));
    } catch (BadSchema e) {
      throw Failures.bad(found.format(), e);
    }
  }

  /// @param references by their names; each after those that it needs
  static Codec of(Format format, String text, Map<String, String> references) {
    try {
      if (text.length() > CHARACTERS_MAX) {
        throw new BadSchema("it has more than %,d characters".formatted(CHARACTERS_MAX));
      }
      return switch (format) {
        case AVRO -> AvroCodec.of(text, references.values());
        case JSONSCHEMA -> JsonSchemaCodec.of(text, references);
        case PROTOBUF -> ProtobufCodec.of(text, references);
        case BINARY, JSON, TEXT -> throw new IllegalArgumentException(format + " has no schemas");
      };
    } catch (BadSchema e) {
      throw Failures.bad(format, e);
    } catch (RuntimeException | StackOverflowError e) {
      // The libraries have no one kind of exception for what they were not made to read.
      throw Failures.bad(format, new BadSchema("its text is wrong")).because(e);
    }
  }
}
