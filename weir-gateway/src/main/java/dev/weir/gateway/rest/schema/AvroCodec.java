package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// Avro's binary encoding, and JSON as Avro's JSON encoding has it.
final class AvroCodec implements Codec {
  private static final JsonFactory JSON = new JsonFactory();

  private final Schema schema;

  private AvroCodec(Schema schema) {
    this.schema = schema;
  }

  /// @param references what the text refers to, in an order in which each knows those before it
  static AvroCodec of(String text, Collection<String> references) {
    var parser = new Schema.Parser().setValidateDefaults(false); // old schemas have wrong ones
    try {
      references.forEach(parser::parse);
      return new AvroCodec(parser.parse(text));
    } catch (AvroRuntimeException e) {
      var json = e.getCause() instanceof JacksonException wrong ? Json.why(wrong) : null;
      throw new BadSchema(json == null ? String.valueOf(e.getMessage()) : "not JSON: " + json);
    }
  }

  @Override
  public byte[] encode(byte[] json) {
    var out = new AvroOutput();
    new AvroWriter(out).write(schema, Trees.read(json));
    return out.toBytes();
  }

  @Override
  public byte[] decode(byte[] framed) {
    var out = new BoundedOutput(framed.length);
    try (var json = JSON.createGenerator(out)) {
      new AvroReader(new AvroInput(framed, Frame.HEAD), json).read(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public @Nullable String recordName() {
    return schema.getFullName();
  }
}
