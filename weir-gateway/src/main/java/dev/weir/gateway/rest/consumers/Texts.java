package dev.weir.gateway.rest.consumers;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes a key or a value of one format. One thread uses it.
interface Texts {
  /// Writes it, or leaves all as it was and answers why not.
  @Nullable String put(byte[] data, JsonBytes json);

  static Texts of(Format format, Schemas schemas) {
    return switch (format) {
      case BINARY ->
          (data, json) -> {
            json.base64(data);
            return null;
          };
      case JSON -> new Json();
      case TEXT -> new Text();
      case AVRO, JSONSCHEMA, PROTOBUF -> new Framed(format, schemas);
    };
  }

  /// JSON is passed on as it was spelled, once it is known to be JSON.
  final class Json implements Texts {
    /// Kafka's JSON is UTF-8, whatever its bytes look like.
    private static final JsonFactory FACTORY =
        JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    @Override
    public @Nullable String put(byte[] data, JsonBytes json) {
      var wrong = wrong(data);
      if (wrong == null) json.raw(data);
      return wrong;
    }

    private static @Nullable String wrong(byte[] data) {
      try (var parser = FACTORY.createParser(data)) {
        if (parser.nextToken() == null) return "it is empty";
        skip(parser);
        return parser.nextToken() == null ? null : "there is more than one value";
      } catch (JacksonException e) {
        return e.getOriginalMessage();
      } catch (IOException e) {
        return String.valueOf(e.getMessage()); // bytes that are no UTF-8
      }
    }

    private static void skip(JsonParser parser) throws IOException {
      parser.skipChildren();
    }
  }

  /// UTF-8.
  final class Text implements Texts {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    @Override
    public @Nullable String put(byte[] data, JsonBytes json) {
      if (!isAscii(data) && !isUtf8(data)) return "its bytes are not UTF-8";
      json.text(data);
      return null;
    }

    private static boolean isAscii(byte[] data) {
      var all = 0;
      for (var b : data) all |= b;
      return all >= 0;
    }

    private boolean isUtf8(byte[] data) {
      try {
        decoder.decode(ByteBuffer.wrap(data));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }
  }

  /// Bytes that name their schema. A key that has none is given as base64, as it comes from
  /// elsewhere.
  record Framed(Format format, Schemas schemas) implements Texts {
    @Override
    public @Nullable String put(byte[] data, JsonBytes json) {
      try {
        json.raw(schemas.decode(format, data));
        return null;
      } catch (RestException e) {
        if (e.status() != 422) throw e; // of the registry, and not of the record
        return String.valueOf(e.getMessage());
      }
    }
  }
}
