package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/// Writes the JSON of Avro's bytes, in Avro's own JSON encoding. Used once, by one thread.
///
/// Schemas may nest without an end and values may take no bytes, so the depth and the number of
/// values are bounded.
final class AvroReader {
  private static final int VALUES_ALWAYS = 1 << 16;
  private static final int VALUES_A_BYTE = 16;

  private final AvroInput in;
  private final JsonGenerator out;
  private long valuesLeft;

  AvroReader(AvroInput in, JsonGenerator out) {
    this.in = in;
    this.out = out;
    this.valuesLeft = VALUES_ALWAYS + (long) in.remaining() * VALUES_A_BYTE;
  }

  void read(Schema schema) throws IOException {
    value(schema, 0);
    if (in.remaining() > 0) {
      throw new Misfit("%,d bytes are left over".formatted(in.remaining()));
    }
  }

  private void value(Schema schema, int depth) throws IOException {
    if (depth > Trees.DEPTH_MAX) throw new Misfit("it is too deep");
    if (valuesLeft-- == 0) throw new Misfit("it has too many values for its bytes");
    switch (schema.getType()) {
      case NULL -> out.writeNull();
      case BOOLEAN -> out.writeBoolean(in.bool());
      case INT -> out.writeNumber(in.integer());
      case LONG -> out.writeNumber(in.number());
      case FLOAT -> out.writeNumber(in.single());
      case DOUBLE -> out.writeNumber(in.precise());
      case STRING -> out.writeString(in.text());
      case BYTES -> bytes(in.counted());
      case FIXED -> bytes(in.taken(schema.getFixedSize()));
      case ENUM -> out.writeString(symbol(schema));
      case ARRAY -> array(schema.getElementType(), depth);
      case MAP -> map(schema.getValueType(), depth);
      case UNION -> union(schema, depth);
      case RECORD -> fields(schema, depth);
    }
  }

  private void bytes(byte[] bytes) throws IOException {
    out.writeString(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private String symbol(Schema schema) {
    return chosen(schema.getEnumSymbols(), "symbol");
  }

  private <T> T chosen(List<T> all, String what) {
    var index = in.integer();
    if (index < 0 || index >= all.size()) {
      throw new Misfit("there is no %s %d of %d".formatted(what, index, all.size()));
    }
    return all.get(index);
  }

  private void array(Schema element, int depth) throws IOException {
    out.writeStartArray();
    int index = 0;
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) element(element, index++, depth);
    }
    out.writeEndArray();
  }

  private void element(Schema schema, int index, int depth) throws IOException {
    try {
      value(schema, depth + 1);
    } catch (Misfit e) {
      throw e.at(index);
    }
  }

  private void map(Schema of, int depth) throws IOException {
    out.writeStartObject();
    var keys = new HashSet<String>();
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) named(another(in.text(), keys), of, depth);
    }
    out.writeEndObject();
  }

  private static String another(String key, Set<String> keys) {
    if (keys.add(key)) return key;
    throw new Misfit("the key '%s' comes twice".formatted(Misfit.shown(key)));
  }

  private void union(Schema schema, int depth) throws IOException {
    var branch = chosen(schema.getTypes(), "branch");
    if (branch.getType() == Schema.Type.NULL) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    named(branch.getFullName(), branch, depth);
    out.writeEndObject();
  }

  private void fields(Schema schema, int depth) throws IOException {
    out.writeStartObject();
    for (var field : schema.getFields()) named(field.name(), field.schema(), depth);
    out.writeEndObject();
  }

  private void named(String name, Schema schema, int depth) throws IOException {
    out.writeFieldName(name);
    try {
      value(schema, depth + 1);
    } catch (Misfit e) {
      throw e.in(name);
    }
  }
}
